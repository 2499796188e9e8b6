<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>lvit</name>
    <message>
        <source>
It is asked: {asked}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> (in force)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> It was {taken_back}, so there is nothing to return to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> Reason: {why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> The data look like it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> The files of {count:,} of them say it themselves; those stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> for another sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> of {spacing_um:.4g} µm</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> {done:,} of {total:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> µm per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%Ln DICOM files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln are</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln areas</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln features</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln frames</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln frames have</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hold-out images</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images are</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images are from DICOM files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images do</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images do not tell their pixel size: they are measured in pixels only.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images have</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images have pixels that are not square, of</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images show</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images store white as 0: their values are turned over, so that high values are bright.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images that are not marked as labeled are left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images that nobody has labeled have no objects; programs that do not read their state take them for empty.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images were</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images without objects have no file</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln masks</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more messages</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln objects</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln objects have</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln objects that no person has accepted are left out.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln objects were</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other files</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pages</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln parts</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln persons</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pictures</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pictures have</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pixels</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln segments</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected objects</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences are</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences mean</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln small holes</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln steps</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln things are</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln things were</source>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>&apos;Left lung&apos; is the lung on the {side} side of the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;{title}&apos; cannot be done now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;{title}&apos; has these keys now and would lose them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;{title}&apos; is a class now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;{title}&apos; is a kind of image now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&apos;{word}&apos; in {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>, generation {generation}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>0 lets the model choose; the next prediction uses the new number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup is made.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup may hold it as it was (`lvit project restore`).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A backup may hold it as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A circle needs its centre and a point on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A class cannot be merged with itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder with the project&apos;s name is made in here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A generation does not differ from itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A generation is put in force automatically only if it is no worse on the hold-out images. You can choose any generation, and go back at any time. Masks never change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A larger brush and eraser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A lasso accepts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A list of what may come next; Return takes a line of it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A mask needs the two corners of its box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name cannot have any of &lt; &gt; : &quot; / \ | ? * or start with a dot.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name in these data leads out of their folder, so it is not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A name or a text holds bytes that are no text, so it is not stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A new project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A part of the project is stored in an unknown way.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A project is a folder that keeps masks, sentences and models together.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A proposal is still being accepted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A proposal of the training run cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A proposal of the training run is too large to be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A pseudo label of this run cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recorded change of the labels is damaged and cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A recorded edit is damaged and cannot be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A rectangle needs two or four corners.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run is on already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run stops by itself after this time; it can be resumed at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A run-length mask is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A smaller brush and eraser.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A step that rejected a proposal is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stored mask is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A stroke is being painted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A tissue section, X-rays and generated images to try everything on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A training run from last time was still active. It is being saved and will stop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A view down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A view to the left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A view to the right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A view up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About and licences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept marked area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept one object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept over a contradiction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the one object of the proposal at a point.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the proposed area that keys have gone to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept this area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept {what} all the same? Say why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept {what} and keep the reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Actual pixels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a class that objects have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files or whole folders; dropping them on the window does the same.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add images…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add lungs/ beside labelcol/, or train with targets = &apos;masks&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add none of them (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add nothing (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the checked pages to the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the file itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the folder beside it instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the image it belongs to; import the segmentation as labels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the images without labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the whole proposal to the mask; what people drew stays as it is.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add to their labels where nothing is drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {images}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add {images}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All keys on one page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All messages since the program started.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All models with their licence, training data and limits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All of its objects get the other class, and it is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All panels where they stood at first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Allow writing there, or choose a place where you may write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An ellipse needs the four ends of its axes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another picture lies under this name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another program is writing to this project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Another step has followed this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any other colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Area that keys act on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Areas are {remark}. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Areas it touches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Areas with their middle inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As in a radiology report: at the right, unless a file is mirrored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it was after the chosen step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As it was before the first step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As their kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As you see it on the screen; published sentences mean this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask both and show where they differ</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the model in force again and show what only you drew and what only it found. Objects accepted unchanged from a model do not count as yours.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask the model with the sentence, without it and with left and right swapped. How much the answers differ shows what the words did. Nothing becomes a proposal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask two generations about this image and show what only one of them finds. Nothing becomes a proposal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask what the text did first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask why before anything that is labeled changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked with: {asked}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked without a sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asking the model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Assign the keys to the selected action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention of a layer of the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention of the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Audit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto: the number of its place in the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>B paints, E erases, K splits, J joins. Ctrl+Z takes back every step, also those of earlier days. All is saved at once.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the original model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back: choose to keep the labels of {said_reader} apart.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Backups of this project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Both predict the open image with its sentence. The canvas then shows what only the first finds, what only the second finds, and what both find. Turn off &apos;Show difference&apos; to go back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Breast ultrasound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring back the whole file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring images, masks and sentences of another program into this project or a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring it back, or choose another folder for the results.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bring them back, or leave out what cannot be read (--skip-bad).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brought in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By need</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By need: images that need attention first, with the reason. By name: in the order of the file names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel what is being drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change a class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change from {before} to {after}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change nothing (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the layer that tools draw on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what is imported and where to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what is labeled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change what is labeled…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check every page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that it is the right file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that size, width and tokens are those of the training.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the disk has room and that you may write to it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the disk and try again; if it happens again, report it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the rights and the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the rights.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking what this format can keep…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose 0 to 0.75.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose T, S, M or L.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder written by this program, or put the pictures into a folder images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder; what it holds is told before anything is added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a format that the other program can read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a later image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a multiple of 16, such as 224.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a multiple of 8, such as 16, 32 or 64.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a new folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a place outside of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a place where you may write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a step that is in force.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an action to change its keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an encoder that transformers knows by itself, such as a BERT.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an image first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an image from the list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an image, and its objects are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another folder, or name results after DICOM files (--keep-identity).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another format, for example dicom-seg.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another format, for example nifti.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another format, or mend the files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another format.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another generation. Ask whoever gave you the project, or copy the model into its folder models yourself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another layer or reader.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model, or train this one anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name, or merge the two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name, or move it away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose auto.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose cpu, cuda or mps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose float32, bfloat16 or float16.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose its file, or a folder that holds it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose model…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one from the list at the left (Alt+1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose one from the list.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the COCO file itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the JSON or JSON-MIN file of the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the data set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the encoder the model was trained with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of data.yaml.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of pictures and masks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of the annotations and their images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of the images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of the maps.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of the segmentations and their images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of the structure sets and their images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder that holds img, labelcol and the sheet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder that holds the data set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the format of the labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the image again and say what becomes of its marks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the images in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the images of the study, not its reports.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the moment again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the same width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the stains hdab or estimate-hdab.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose two different ones.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose where the new project goes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose whose left the project means; data that say otherwise are converted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose whose left the sentences mean; it can be changed later.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose window and level from the values of this image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Chooses the class while the image has the keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class &apos;{title}&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class 6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class 7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class 8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class 9</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class in the chosen images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class of all objects in {images}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Class of {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classes of different layers may overlap in the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Classifier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the search and the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a zone to add it, or move with the arrow keys and press Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click an object to go there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click here and press the new keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click inside one of its areas.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click one, or go on with D and back with A. Below its name stands what is left to do.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click removes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to add it to the sentence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to change or remove; Delete removes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to see it in the image; Space does the same</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click twice inside the object to split.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click where it is denser, or move with the arrow keys and press Space</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close and lose them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close it there first, or go on working there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close its outline first, or draw it as a polygon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs or predict on a smaller image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs, or save it in tiles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the other window and open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the project; `lvit project repair` makes it again from the history.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window without the changes that could not be saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the window; everything is saved already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close this window (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close without them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of the class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour {colour}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compact</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare generations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare generations…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare my work with the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with other readers…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with the sentence the mask would have</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Completions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect it again and try again; if it stays so, the disk may be failing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Connect it again, or allow writing to it; earlier work is safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Continue where training was paused or stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contour</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convert the image first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Convert {sentences}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy all lines as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy from previous image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy or download them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy or export it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the report to send it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copying needs images of the same size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct or delete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the declaration</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the declaration of sides…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the sides</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count objects from 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Create project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Z takes it back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DICOM objects need the package highdicom.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark suits reading rooms; &apos;System&apos; follows the desktop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decide when all of it is there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete a class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the masks, sentences and history of these images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete the run&apos;s folder and start it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Deletes the selected objects; undo brings them back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Describe what you see to guide it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diameter of brush and eraser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Diameter of brush and eraser; [ and ] change it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dice on the hold-out images and how much pseudo labels still change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dice on the hold-out images appears here after the first generation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Did &apos;left&apos; always mean the {side}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dilate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not trust the answer; choose another model or image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not trust the data: ask whoever gave them to you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done and checked: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done. The project is in {folder}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DownViT1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>DownViT1: text enters</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dr. B</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag from one object to the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw &apos;{title}&apos; next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw around the middle of those you accept.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw it as a polygon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw or accept some first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw the line from one side of the object to the other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop files or folders anywhere on the window, or choose them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop images here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit the layer &apos;{title}&apos;; the others stay visible as contours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End the tour (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erode</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every generation of this project. Put one in force or go back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every new project can be of this kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every object in them gets this class, in the layer that has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Every other image is labeled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export another format, such as geojson.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it again without them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it in grey or RGB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it in parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it uncompressed or with JPEG, JPEG-LS or JPEG 2000.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export it without compression of the whole file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export one frame.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the image again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export the labels of fewer images into a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exported to {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exporting {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Favourites and earlier sentences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File &gt; Project care &gt; Repair mends what it can, after a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files are written to a temporary folder, read back and checked before they appear.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill the holes of an object. Acts on the selected object, or on all of the layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filled areas with a contour, or the contour alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filter images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find anything…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find missing images…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the right file, or leave the image out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find the right file…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finish it or press Escape first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For all images of this kind in the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example 0.2,0.4,0.6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For images whose files do not say how large a pixel is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget this favourite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget what was said of these images alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space on the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free space on the disk or connect it again; the program keeps trying to save.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From a folder of films to labels, with pictures; no network is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From the mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From tiles or a slide to outlined nuclei, with pictures; no network is needed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU (CUDA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>GPU (Metal)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generation {number} makes the proposals now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generation {number}{force}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generations</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generations...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Generations…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give --resume, or another --out folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a checkpoint of the network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a folder in the LViT layout: img/, labelcol/ and a sheet *_text.xlsx.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a new folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give a number from 1 on, or all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give all of them the same sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it to {images}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give labels to those without, leave the others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give one optical density (positive or not), or three that ascend (weak, moderate, strong).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give room that the project file no longer needs back to the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the class a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the folder of a run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the folder that holds MoNuSeg, bbbc038_tissue_cc0, cxr_lesions and cxr_lungs_ccby.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the folder that holds both, in the layout of the paper&apos;s code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the name of the reader.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the project a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Give the selected object another class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Given lately</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Gives the selected objects another class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to a backup; what the project is now is kept as one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the chosen backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with this work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on working; saving continues</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on; the program keeps trying to save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next proposed area, or choose the next object where nothing is proposed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the proposed area before, or choose the object before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the text field; Escape leads back to the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grow by one pixel. Acts on the selected object, or on all of the layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide for pathologists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Guide for radiologists</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Height and width of one pixel in micrometres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide &apos;{title}&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide all panels beside the image, or bring them back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Higher threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Highest grey value the brush may paint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History of this image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History of this image…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold Ctrl or Alt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold the chosen images out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold-out Dice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold-out only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold-out: training never sees it, and every generation is judged by it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far they are; a mask that contradicts its sentence does not become a label.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How large a pixel is where the files do not say; empty for what their kind has.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How large is a pixel in {images}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How large is a pixel?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How large pictures in the list of images are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How long typing must pause before a prediction starts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much does the answer follow the words, and how much the image?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much grey values may differ from the clicked one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How sentences are written</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly masks cover the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How strongly masks cover the image: 0 shows contours alone, 1 hides the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the data set is laid out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How the images are made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I do not know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have seen what was not stored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If you trust it, name it again with --model; else start a new run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image alone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image coordinates under the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images ({patterns})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images belong to a project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images of the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images that need attention come first, with the reason. Choose again to sort again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import nothing (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import report.txt</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import with labels…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In force for this image. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In {pieces}. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it with: pip install &apos;lvit-annotator[app]&apos;. Other commands work without it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it: pip install highdicom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install it: pip install nibabel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the extra &apos;fast&apos; to use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the newer version to open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the newer version, or choose another backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invert</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It becomes a file of your own and travels inside every project that uses it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It builds on a change that was not stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It describes no regions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It describes no segments.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not begin with the number of a class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not lie in the plane of its image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It does not say what its frames show.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It gets a colour, and stands with the others from now on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has another size than the picture; the boxes count.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has another size: the marks of this image cannot stay on it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has labels of its own only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has neither an outline nor a box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has no area.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It has the same size, so that the marks can stay on it if they are right there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It holds several pictures. Each page that you check becomes an image of its own, kept in the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is an open line, which encloses no pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is larger than the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no export of Label Studio.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is no text file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is not GeoJSON.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the picture of {belongs_to}. Marks can follow their pictures.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It lies on another grid of pixels than its image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It must be a file written by torch.save that holds tensors and plain values only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It names no image, and none lies in its plane.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It was moved or renamed. Masks and sentence are kept and find it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its box has no area.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its card states no limits.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its coordinates are no numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its coordinates are no pairs of numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its coordinates are no places in the patient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its coordinates lie nowhere.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its counts must fill the given height and width.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its file will be {name}.toml</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its geometries enclose no pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its image is too large for a brush.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its lists do not fit each other.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its mask has another size than its box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its mask has another size than the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its mask is not a PNG.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name, and whether what is labeled changes for a stated reason only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its name, colour and key, in all images of this kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its outline has fewer than three corners.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its outlines lie in a volume, not on a picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its pixels cannot be decoded.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its pixels have another size than its header says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its report says which.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its run lengths are damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its run lengths are of another size than the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its run lengths do not fill its box.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its run lengths end too early.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Join several objects into one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep all that is stored in the folder backups; images and models are not copied.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep apart, as labels of another reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep as favourite</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep image and marks, but use neither until the picture is back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep largest part</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the answer for all images of this kind in the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the assumed size and do not ask again for this folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files do not say. {now}Your answer is kept with the project for images of this kind in the same folder whose files state no size. You can change it at any time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pixel size for images of this folder whose files do not state one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the layer in the file: its title may change, its name may not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the marks on this picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the sentence as it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the size with the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep them and their patients&apos; other images from training, or let training see them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep them apart as those of another reader, or import with `lvit import --reason`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep these settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this reason with the changes that follow</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this sentence for other images, or forget it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep view for all images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep what was told as a file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep zoom and contrast for all images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys and mouse for the tool in hand and for what is going on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind of image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label a few images, ten are a beginning, and train: the first run makes one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label at least one image first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labeled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labeled images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labeled images and those with a proposal are passed over.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labeled images are the ones a person has finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels of different readers never go into one export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels that are there stay. Back: replace them, or add to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels, sentences and decisions become what they were. What the project is now is kept as a backup first; images, models and exports stay as they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Large</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger smallest object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Laterality: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layer to edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn from the labeled images, and from the sentences of the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learnt from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave a part of it in free space.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave everything as it is (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave it out or choose cpu.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave more of the small objects out of the proposal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave this image out, or choose another format.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave this image out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left and right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left and right…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left in sentences means the left side of the image as you see it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left in sentences means the left side of the patient</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left now means the {side}. Every sentence was converted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left now means the {side}. No sentence was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let marks follow their pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the model predict first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the model propose a mask for every image that is not labeled and has none yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the model propose a mask; without a sentence it uses the image alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the model propose masks for these images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the run over all images rest after the one it is at; once more, and it goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Library</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence of the data</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence of the weights</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence: {licence}
{limits}
Click for all models and their cards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light pressure paints thinner than the brush is set, full pressure as it is set.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the sample</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look below a folder for images that were moved or renamed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for the picture that was marked, by its content, below a folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look over labels, history, pictures and models; nothing is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look the term up again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look what it would do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look whether anything was changed by other means than this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losses</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Losses appear here while a run is on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower the learning rate or use precision = &apos;float32&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lower threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lowest grey value the brush may paint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a backup, then make again what the history tells; the project is opened anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new project first, then drop them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a project for one kind of image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a sheet of each.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make each part an object. Acts on the selected object, or on all of the layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make no project (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make nothing (Esc)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make one with New project, or `lvit new`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on it, or choose another.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on it; earlier work is safe.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on the disk or connect it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room on the disk, or allow writing to the project&apos;s folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make room, or choose a place where you may write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the folder and open the project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the sentence say what the mask shows here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make {objects} &apos;{title}&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Makes one object of the selected ones</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark as labeled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark at least one image as labeled that is not held out for judging.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark at least one image as labeled, then start again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark images as labeled, or export all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark images as labeled, or measure every image (--all).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark {images} as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask colours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask opacity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask style</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks filled, contours, off</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks must have the size of their image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measuring the mask...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Medium</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mend the file, or leave out what cannot be written (--skip-bad).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Menu</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge a class into another</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge into</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge the class into another one: then its objects go there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merge {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Merging needs two objects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Micrometres per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mirrored and turned images could be real</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model card</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model: {words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models that look at an image in tiles need to know it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse and hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move right</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NIfTI needs the package nibabel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the project and of its folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, colour and key…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Navigator</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network to begin with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New kind of image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New kind of image…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New labels {value} onto {which} of the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New objects are &apos;{title}&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New objects are of the class with the key 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New objects are of the class with the key 2.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New objects are of the class with the key 3.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New objects are of the class with the key 4.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New objects are of the class with the key 5.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New objects are of the class with the key 6.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New objects are of the class with the key 7.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New objects are of the class with the key 8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New objects are of the class with the key 9.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next image in the list; what you did is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next unreviewed image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next unreviewed image in the list; what you did is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No area is marked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No area of the proposal lies inside.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No generation yet. Training learns from labeled images; its first generation appears here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image fits this search.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image is chosen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image is chosen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No image is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No images yet. Drop files or folders anywhere on the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model is installed. Images can be labeled without one; training makes the first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No page is checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sentence yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No sentences yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nobody else has read this image. File &gt; Import brings labels of another reader in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None of these images waits for a proposal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not all was imported; the message in the window says why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not everything is saved yet, so the project stays open.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not exported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not exported: {problem}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not in the list: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not labeled yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not stored:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not understood, and left as they are: {shown}{more}. Correct them by hand.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing drawn in the layer &apos;{title}&apos; yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is called &apos;{typed}&apos;.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is drawn or proposed yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is lost: this format keeps all of it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is saved until it is back, or you save a copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing is shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing says whose labels they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was changed by other means than this program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing was done on this image yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ONNX Runtime cannot take this network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ONNX Runtime is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects and classes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Objects of the layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On to the next control; writes nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One colour for each class, or neighbouring objects told apart by colour.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more class in all images of this kind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One more row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One of its own, which knows nothing yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One pixel is {um:g} micrometres high and wide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One sentence for {images}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One sentence; it is kept with the image and exported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only one stain can be told in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only where no object has it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project or make a new one from the File menu,
then drop images here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project or make a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a project, and its images are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an image to compare its sentence with its mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an image to see what its sentence does.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it and accept again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it once in the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it once where you may write, or copy the whole folder to such a place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open sample project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the image again to see them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the image again to see what is stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the image again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the image and do it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the project and decide what becomes of the marks, or leave such images out (--skip-changed).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenVINO cannot convert this network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>OpenVINO is not installed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening {loading} …</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Order of images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Origin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other folders too, where nothing was said</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other readers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>PNG, JPEG, TIFF or DICOM; a folder adds all the images in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Painting does not cut into other objects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paints only where the grey value lies between two limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Panels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Patient&apos;s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause before predicting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause predicting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause this work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause training so that the computer is free for you. Nothing is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pen pressure sets the brush size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Person</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures are known by their content, then by their name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures stay where they are, unless the format needs a copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures that are in the project already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel size of the chosen images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel size of {images}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixel size…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pixels are {um:g} µm now where files do not say.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Positivity is measured by DAB, which was not asked for.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict again on the image as it is now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict again to use it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict the chosen images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict this image again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict while typing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict with another generation, or with the model the program came with (0).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict with the model the program came with</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict with the model the program came with; generations stay</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict with the selected generation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predict {images}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicting {images}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predictions are computed here ({backend})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press . to go to one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Resume to continue.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous image in the list; what you did is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous unreviewed image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous unreviewed image in the list; what you did is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor threads for prediction</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Processor threads for training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project care</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Project settings…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposal of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposal of {made_by}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propose again what was rejected in this image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propose more, of which the model is less sure.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propose only what the model is surer of.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propose smaller objects too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposed area {at} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protect others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put a folder with it (config.json, tokenizer and weights) here and name that folder in the model&apos;s config.toml under [encoder] source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put pictures into a folder images and masks of the same names into a folder masks.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the masks into labelcol/.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the objects of another reader in the place of yours, in the layer you work on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put their labels in the place of yours; one step to undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quality</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Readers of this image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo the step that was undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Regions of the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject marked area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject one object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject the proposed area that keys have gone to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject this area</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Relabel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove from the sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove one object from the proposal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the keys from the action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the proposal; your mask stays.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the selected object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the smaller parts. Acts on the selected object, or on all of the layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {images} from the project?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove {images} from the project…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename the file, or write the text anew.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the sentence by the one measured from the mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the sentence by the one of the mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace their labels and sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all settings of this page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the default keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume with the settings it began with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return accepts all of a proposal, Delete rejects it. With . you go from area to area; Shift+Return accepts one, Shift+Delete rejects it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return to makes labels and sentence what they were after the chosen step, as a new step that can be undone. Nothing of what came later is lost.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return to the beginning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rewrite all sentences and remember when and by whom</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rewrite what was understood in the template&apos;s own words. Other words stay.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right-drag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Round off the outline. Acts on the selected object, or on all of the layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rulers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save 0 for the background and 1, 2, 3 and so on for objects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy elsewhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy elsewhere (File menu) and work on that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy elsewhere…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save each of them as a file of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save each slice that you need as a file of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save every plane as a page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as .nii.gz.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as PNG.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as UTF-8.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as a grey or RGB image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as a pyramid: a tiled TIFF with smaller levels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as a tiled TIFF with smaller levels or cut it into parts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as safetensors; other formats can hold code.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as whole numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it in grey or RGB.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it uncompressed or with LZW, Deflate or JPEG.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it with fewer pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it with tiles of 256 or 512 pixels.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it with whole or real numbers.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save masks with one colour or number for each class or object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save masks with one number for each class or object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the channel you need, or a picture in RGB, as a file of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the page you need in tiles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the plane or channel you need as a file of its own.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save the run and end it; it can be resumed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save what is left and close the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved in {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saving your last changes…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say whose labels they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Say why; changes are kept with that until this is labeled again or another is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Screen pixels per image pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search settings and keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See `lvit info` for those there are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See the ranges in the recipe&apos;s documentation (lvit train --help).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seen</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select every &apos;{title}&apos;</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select object {object_id}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected: {title_now}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence against mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence and mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence and mask disagree</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence of the chosen images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence of the mask: {canonical}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence of {images}…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentence then</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sets the layers, the classes, the words of the sentence and the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Setting, {group}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings that have no room here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Several</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show bright as dark and dark as bright.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show difference</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show masks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show masks filled, then their contours alone, then none of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show more of the image, smaller.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show on the image where they differ from yours</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show one image pixel on one screen pixel.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide masks. Hold the key to hide them while it is down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the classes and objects of the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the fine-tuning and its curves.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the list of images.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the model&apos;s proposal. Hold the key to hide it while it is down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide what the sentence changed in the answer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide where sentence and mask agree and where they do not.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the diagram and click where it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the middle of the view larger.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the part above what is in view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the part below what is in view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the part to the left of what is in view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the part to the right of what is in view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the place in the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the window in full screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what a layer of the network looks at for this sentence (Grad-CAM).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what lies further down.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what lies further left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what lies further right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what lies further up.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what only you drew, what only another reader drew, and what both did.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what only your mask has, what only the proposal has, and what both have.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show what the text changed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shown in the title of the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the actions that contain these words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the images whose name, sentence or reason has these words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the parts of the window one after the other, on the sample project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows the words that have no room here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows what a layer of the network looks at (Grad-CAM)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shrink by one pixel. Acts on the selected object, or on all of the layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Single letters act while the image has the focus; in a text field they are text. All keys can be changed in the preferences.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size of thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Small, medium or large pictures</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller smallest object</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smallest object of the proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Some changes were not stored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something was accepted whose labels are not made yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong in the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort by need</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sort images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sorted by {by}; click to choose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Space or middle button</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split into parts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a new one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start a new run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start again when the status line says that all is saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from the mask of the image before this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it on a desktop, or work without the window: see `lvit --help`.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the run again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start the run without --resume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State of the chosen images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State the size of a pixel in micrometres</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stay inside</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {id}.{state}{why}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Steps of this image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop it at the lower right, or wait for it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop the export; nothing is left behind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop this work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped. What came in is whole; started again, it goes on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped; &apos;Predict all&apos; goes on with the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stopped; nothing was left behind.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stored with what you draw and accept, so that a team can tell who did what.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch up_vit and text off too, or DownViT on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take images with their masks out of the project; the files stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take it  {keys}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take over the labels of a reader</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the sentence of the mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taken back for all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Takes the chosen row away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That answer is not known yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That image is not in the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That is no name of a reader.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is still arriving.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The border was too wide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The card before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The checkpoint does not fit this run.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class is &apos;{title}&apos; now; the objects of {images} changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class is gone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class of new objects.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The class stands with the others from now on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The data do not say whose left and right their sentences mean: choose.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds the project cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk that holds the project is full.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The dot marks what the mask shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is cut off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file of this image was not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file was changed while it was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The files stay where they are; the project refers to them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder or file that holds the data set</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder that is made for the new project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder that will hold the export; it must not exist yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder will be {target}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The icon fonts are missing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image changed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is as it was then already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is labeled, and the project is for the record. The reason is kept with every change until the image is labeled again or another one is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image is larger than the model can see at once, so it is read in tiles.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image this belongs to is no longer in the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The images in the order of their file names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The index of the pseudo labels is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels are kept apart, as those of {reader}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels are not affected by it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels of what was accepted are made already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The labels themselves are stored apart from it and are not affected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last step was made here, on {name}: {step}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The layer that tools change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The line does not cut an object in two.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of its classes is too long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The list of its classes makes no sense.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The loss is not a number, even after lowering the learning rate.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask is being measured...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask is still being measured.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model answers shortly after you stop typing; Ctrl+Return always works.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model depends on the kind of image. Its training data decide what its licence allows and where it can be trusted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in force reads {limit} words and signs. A word it does not know counts as several.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model in force reads {limit} words and signs. Struck-out words are not read: shorten the sentence, or choose a model that reads more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model proposes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model that came with the program makes the proposals now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model that makes proposals</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The newest changes of this project cannot be read here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next card (Return)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next image opens at the zoom, position and window/level of the one before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next image opens with this zoom, position and contrast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The object cannot be moved there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The objects of {images} got another class.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The one for: {title}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The open project: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other image has another size.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other image has no objects here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The part of the image in view is predicted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The parts of the training loss, step by step</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The picture that lies there now is right; where names were exchanged, marks follow.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The pictures show which lung &apos;left&apos; names, now and afterwards.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program made a mistake.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The program&apos;s code is under the MIT licence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project cannot be opened for writing.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project could not be brought up to date; it is as it was.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project file cannot be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project file is compact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project file is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is already open in another window or program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is as it was in the backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is for the record, so labels that are there are not replaced or added to.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is of an older version and cannot be brought up to date while it is opened for reading.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project lies in its place, and everything is saved again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project lies there now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project names a model outside of its folder, which is not used.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project says that it means the {side}. If the sentences were written the other way all along, correct this here; no word of them is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project was closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The project&apos;s own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proposal adds nothing to the mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proposal does not fit this image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proposal follows the sentence after a short pause.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proposal has nothing there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The proposal is still being divided.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report is in {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same sentence for all of them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected object gets this class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The selected object stays; the next one gets this class</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sentence says what the mask shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sentence will be corrected.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The sheet mixes the viewer&apos;s and the patient&apos;s left and right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The tool takes away instead of adding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two points must lie in one object.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vocabulary of the text encoder is damaged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The wheel zooms, a held Space key moves the image, a drag with the right button changes window and level. Keys act on the image unless you write.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole image is too large. The answer is kept until you leave the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The whole image; click or drag to go to a place</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window closes when they are on the disk.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their files stay where they are; their masks are deleted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their labels are never mixed with yours, and never learnt from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their labels lie beside yours and are never mixed with them. Comparing shows what only you drew, what only they drew, and what both did, in the layer you work on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Their masks, sentences and history are deleted and cannot be brought back. The image files stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Theme, prediction, training and keys.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There already</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no backups yet. File &gt; Project care &gt; Back up now makes one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no messages yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are no objects in this layer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a class of this name. To join the two, merge them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a kind of image of this name already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no generation yet, only the original model. Train first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no image before this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no image to predict on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no labeled image to learn from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no network for this kind of image yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no proposal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no run to resume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no screen to open the window on.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no sentence to test.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no sentence, so the model looked at the image alone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory to hand this image to the model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to export in the project&apos;s own template.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to export: no image has objects that are counted one by one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to export: no image is marked as labeled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to export: none of the images is a DICOM file with a full header.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to learn from yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is nothing to measure: no image is marked as labeled.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is too little stained tissue to tell its stains.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>They hold several pictures. Each page that you check becomes an image of its own, kept in the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This area is too large to fill.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This edit was recorded by a newer version of the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This image is finished and the model may learn from it. An empty mask is valid too.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This image is left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This image is no longer in the project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This image is too large to be predicted as a whole.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model does not read sentences.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This model has no card.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project can only be read here, so nothing in it is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project has no images yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project is for the record</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This project is open already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This run began with a new network.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This step cannot be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This step cannot be undone or redone now: another one comes before it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This step of the history does not exist.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This takes a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thorax 2026-11</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Those that are labeled or have a proposal are passed over</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold and size as the model says</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold and smallest object of the proposal as the model says.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold as the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Threshold of the proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ticks along the edges of the image area where the pixel spacing is known.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tidy the sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>To change something, save a copy elsewhere (File menu) and open that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tokens, text width and classes must be at least 1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tour in eight steps</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training curves</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training is using what this would change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training may see them and the other images of their patients</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training never sees them; generations are judged by them</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training runs at the lowest priority. More threads are faster but may slow the window.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Training time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type part of an action, image, class or setting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type part of the name of an action, an image, a class or a setting.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type words from a name or a sentence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo takes it back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo the last step on this image, including steps from earlier days. Where the last step was made on another image, this goes there first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>UpViT and text need the DownViT modules they build upon.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the program to open this project.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use PNG, JPEG, TIFF, BMP, GIF, WebP, JPEG 2000, AVIF, Netpbm or DICOM.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use he or hdab instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use labeled or all.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use letters of the Latin alphabet in the name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the window and level from the file.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this generation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use viewer or patient.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use {images} for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value of the pixel under the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {program_version}. Annotate medical images with the help of language: the model proposes, people decide. For research; not a medical device.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version, licences of the program, its models and its libraries.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Viewer&apos;s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wait until that is done, or stop it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What came in until then stays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What did the text do?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is counted: one, several</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is drawn in your images, and how sentences about them are written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is in the image. Down shows what may come next, Return then takes it; Ctrl+Return predicts, Escape leads back to the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is in these images; empty takes the sentence away</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is read has no room among the temporary files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What lies under {name} now is not what was marked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the import did</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the import will do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the text did</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What this export leaves out or changes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to find</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to know</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What to know ({count:,})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was undone or redone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What works now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What you draw next is a new object, even where it begins on another one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whatever is typed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it is denser</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where predictions are computed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the answer differs from the one with the sentence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the answer {names} differs, on the image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the copy goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the project goes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the project was told the wrong sides; no sentence is rewritten.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the sentence and the mask disagree it is listed here. A click shows the place.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to look for the images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where to look for the picture</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which images the list shows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which pages of {name}?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who did what, when and with which model; every moment can come back as a new step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who may use the data for what, such as CC BY 4.0; the data sheet says it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whoever changes an image that is labeled says why first. The reason stands in the history of the image and in the audit (File &gt; Project care).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole areas of a proposal: those whose middle lies inside the lasso, or all it touches.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose left the sentences mean. A change asks before it converts them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whose left?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Why does this change?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window and level</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With which model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without a sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words such as &apos;upper right&apos; do not guide the model on this image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Words, a line for each slot</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a sentence to compare it with the mask.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write all that is stored into another folder; images stay where they are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write one under the image.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the labeled images for other programs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the slot and its words, such as: shape = round, oval, irregular.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write what you see and where it is (Ctrl+Shift+S). The Down key lists what may come next. Left and right are those that the canvas shows.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the file and opens New project</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the kind of image</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You decide</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>You go on in the project itself.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your images</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your own keys for any action. Empty means the default key.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your work is kept without your name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your work is saved as you go; this shows when it was last saved</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your work is stored and you can go on. Please send this text to whoever looks after the program; it holds no images and no sentences.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zones from: {source}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zones of both lungs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in: the part in view is predicted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`lvit project check` names all. Ask whoever gave you the project, or go back to a backup (`lvit project restore`).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`lvit project check` says what is wrong; `lvit project restore` goes back to a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`lvit project history PROJECT IMAGE` lists them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`lvit project repair` brings back what is known of it, after a backup.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>`lvit project restore PROJECT` lists those there are.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>another picture lies there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as a window of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as marked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>asked for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>attention of</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before a backup was restored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before a repair</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>before the project was brought up to date</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>both (Esc leaves)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>copy</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>drawn</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>error</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file not found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from mask</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from mask •</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from sources</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>generation {number}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>given to training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>held out of training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>hold-out Dice</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>info</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>into the window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>it is larger than a single DICOM image may be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>labeled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>labeled / hold-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>language-vision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left
lung</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>left out: another picture lies there</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>made by itself</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>mask and proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>moved {percent}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>names no side</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no hold-out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no layer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no sentence yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not counted yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not finished</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not labeled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>only {names}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or drop more images or folders here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>original in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>patient&apos;s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>preferences</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proposal</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pseudo label</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pseudo labels</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pseudo-label change</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>read only</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reason</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>say {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>see the package</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>sides swapped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>starting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped by a problem</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>supervised</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the network reads {reached} of {total} words</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>the size of their kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ultrasound, endoscopy, ...</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>undone, then given up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>value {value_in_words}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>viewer&apos;s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>warning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>with the sentence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>without it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{area}Click to sort</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{assumed:g} µm is assumed until you answer. </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{at} of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{class_title}. {pieces}{area_px:,} pixels. Click to go there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count:,} files and folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} messages like this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{doing} {done:,} of {total:,}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hint} Closing now loses these changes for good.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{images} found again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{images} got a proposal.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{images} got another sentence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{images} got {size}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{images} marked as {state_words}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{images} {where}, with all of their patients.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{in_force} in force</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{in_force}Kind of image: {template}. Licence: {licence}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{labeled:,} of {total:,} labeled · by {order}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{layer} looks little</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{lost:,} of them have a sentence, which is replaced.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{made:%A, %d %B %Y, %H:%M:%S} · {why} · {size:.1f} MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{messages}: close one above to read on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} h {minutes_2:02d} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{more}Compared with the {what}; {source}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (read only) - </source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} can only be read here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not shown any more.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{number} in force{dice}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{origin}, edited</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{reached} of {limit} words reach the network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sentences} will mean the other side than now. To keep their meaning, use &apos;Left and right&apos; in the menu Sentence instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{sentences} would be rewritten so that every one keeps its meaning.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{step}: there was nothing to change.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} ({done} of {total})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{tip}. Click to change it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} was not finished when its image was left.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, in hand</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{um:g} µm per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{used}, newest {number}{dice}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{value} s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{whose}: &apos;{first}&apos; is the {side} side of the picture.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words} &apos;{title}&apos; {where} (or double-click the title)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words}, {um:g} µm per pixel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{words}. Images nobody has labeled teach through pseudo labels; without a sentence they are asked without one. With a pseudo label in the last generation: {used}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
