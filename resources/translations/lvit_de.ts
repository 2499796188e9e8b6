<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>lvit</name>
    <message>
        <source>
It is asked: {asked}</source>
        <translation>
Die Frage lautet: {asked}</translation>
    </message>
    <message>
        <source> (+{count} more)</source>
        <translation> (+{count} weitere)</translation>
    </message>
    <message>
        <source> (in force)</source>
        <translation> (in Kraft)</translation>
    </message>
    <message>
        <source> ({count} settings are wrong.)</source>
        <translation> ({count} Einstellungen sind falsch.)</translation>
    </message>
    <message>
        <source> It was {taken_back}, so there is nothing to return to.</source>
        <translation> Er wurde {taken_back}; es gibt also nichts, wohin man zurückkehren kann.</translation>
    </message>
    <message>
        <source> Reason: {why}</source>
        <translation> Grund: {why}</translation>
    </message>
    <message>
        <source> The data look like it.</source>
        <translation> Die Daten sehen danach aus.</translation>
    </message>
    <message>
        <source> The files of {count:,} of them say it themselves; those stay as they are.</source>
        <translation> Bei {count:,} davon sagen die Dateien sie selbst; diese bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> und {count} weitere</translation>
    </message>
    <message>
        <source> for another sentence</source>
        <translation>, anderer Satz</translation>
    </message>
    <message>
        <source> of {spacing_um:.4g} µm</source>
        <translation> zu {spacing_um:.4g} µm</translation>
    </message>
    <message>
        <source> {done:,} of {total:,}</source>
        <translation> {done:,} von {total:,}</translation>
    </message>
    <message>
        <source> µm per pixel</source>
        <translation> µm pro Pixel</translation>
    </message>
    <message>
        <source># {generation}: {state}, {checked}</source>
        <translation># {generation}: {state}, {checked}</translation>
    </message>
    <message>
        <source>## Hold-out</source>
        <translation>## Hold-out</translation>
    </message>
    <message>
        <source>## How</source>
        <translation>## Wie</translation>
    </message>
    <message>
        <source>## What it learnt from</source>
        <translation>## Woraus sie gelernt hat</translation>
    </message>
    <message>
        <source>## Who gets worse</source>
        <translation>## Bei wem es schlechter wird</translation>
    </message>
    <message>
        <source>### New since the model it was trained from</source>
        <translation>### Neu seit dem Modell, von dem sie ausging</translation>
    </message>
    <message>
        <source>### Pseudo labels that taught it</source>
        <translation>### Pseudo-Labels, die sie gelehrt haben</translation>
    </message>
    <message>
        <source>% change</source>
        <translation>% Änderung</translation>
    </message>
    <message>
        <source>% marked</source>
        <translation>% markiert</translation>
    </message>
    <message numerus="yes">
        <source>%Ln DICOM files</source>
        <translation>
            <numerusform>%Ln DICOM-Datei</numerusform>
            <numerusform>%Ln DICOM-Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln DICOM images are left out</source>
        <translation>
            <numerusform>%Ln DICOM-Bild bleibt weg</numerusform>
            <numerusform>%Ln DICOM-Bilder bleiben weg</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln areas</source>
        <translation>
            <numerusform>%Ln Bereich</numerusform>
            <numerusform>%Ln Bereiche</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln changes</source>
        <translation>
            <numerusform>%Ln Änderung</numerusform>
            <numerusform>%Ln Änderungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln contours have</source>
        <translation>
            <numerusform>%Ln Kontur hat</numerusform>
            <numerusform>%Ln Konturen haben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln cores</source>
        <translation>
            <numerusform>%Ln Kern</numerusform>
            <numerusform>%Ln Kerne</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln differ</source>
        <translation>
            <numerusform>%Ln weicht ab</numerusform>
            <numerusform>%Ln weichen ab</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln features</source>
        <translation>
            <numerusform>%Ln Merkmal</numerusform>
            <numerusform>%Ln Merkmale</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files</source>
        <translation>
            <numerusform>%Ln Datei</numerusform>
            <numerusform>%Ln Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln files were</source>
        <translation>
            <numerusform>%Ln Datei wurde</numerusform>
            <numerusform>%Ln Dateien wurden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln frames</source>
        <translation>
            <numerusform>%Ln Einzelbild</numerusform>
            <numerusform>%Ln Einzelbilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln frames have</source>
        <translation>
            <numerusform>%Ln Einzelbild hat</numerusform>
            <numerusform>%Ln Einzelbilder haben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln generations</source>
        <translation>
            <numerusform>%Ln Generation</numerusform>
            <numerusform>%Ln Generationen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln hold-out images</source>
        <translation>
            <numerusform>%Ln zurückgehaltenes Bild</numerusform>
            <numerusform>%Ln zurückgehaltene Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images</source>
        <translation>
            <numerusform>%Ln Bild</numerusform>
            <numerusform>%Ln Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images are</source>
        <translation>
            <numerusform>%Ln Bild ist</numerusform>
            <numerusform>%Ln Bilder sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images are from DICOM files</source>
        <translation>
            <numerusform>%Ln Bild stammt aus einer DICOM-Datei</numerusform>
            <numerusform>%Ln Bilder stammen aus DICOM-Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images are left out</source>
        <translation>
            <numerusform>%Ln Bild bleibt weg</numerusform>
            <numerusform>%Ln Bilder bleiben weg</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images do</source>
        <translation>
            <numerusform>%Ln Bild tut</numerusform>
            <numerusform>%Ln Bilder tun</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images do not tell their pixel size: they are measured in pixels only.</source>
        <translation>
            <numerusform>%Ln Bild nennt seine Pixelgröße nicht: Es wird nur in Pixeln gemessen.</numerusform>
            <numerusform>%Ln Bilder nennen ihre Pixelgröße nicht: Sie werden nur in Pixeln gemessen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images have</source>
        <translation>
            <numerusform>%Ln Bild hat</numerusform>
            <numerusform>%Ln Bilder haben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images have pixels that are not square, of</source>
        <translation>
            <numerusform>%Ln Bild hat Pixel, die nicht quadratisch sind:</numerusform>
            <numerusform>%Ln Bilder haben Pixel, die nicht quadratisch sind:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images leave</source>
        <translation>
            <numerusform>%Ln Bild geht hinaus</numerusform>
            <numerusform>%Ln Bilder gehen hinaus</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images show</source>
        <translation>
            <numerusform>%Ln Bild zeigt</numerusform>
            <numerusform>%Ln Bilder zeigen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images stay</source>
        <translation>
            <numerusform>%Ln Bild bleibt</numerusform>
            <numerusform>%Ln Bilder bleiben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images store white as 0: their values are turned over, so that high values are bright.</source>
        <translation>
            <numerusform>%Ln Bild speichert Weiß als 0: Seine Werte werden umgekehrt, damit hohe Werte hell sind.</numerusform>
            <numerusform>%Ln Bilder speichern Weiß als 0: Ihre Werte werden umgekehrt, damit hohe Werte hell sind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images that are not marked as labeled are left out.</source>
        <translation>
            <numerusform>%Ln Bild, das nicht als annotiert markiert ist, wird ausgelassen.</numerusform>
            <numerusform>%Ln Bilder, die nicht als annotiert markiert sind, werden ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images that nobody has labeled have no objects; programs that do not read their state take them for empty.</source>
        <translation>
            <numerusform>%Ln Bild, das niemand annotiert hat, hat keine Objekte; Programme, die seinen Status nicht lesen, halten es für leer.</numerusform>
            <numerusform>%Ln Bilder, die niemand annotiert hat, haben keine Objekte; Programme, die ihren Status nicht lesen, halten sie für leer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images were</source>
        <translation>
            <numerusform>%Ln Bild wurde</numerusform>
            <numerusform>%Ln Bilder wurden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln images without objects have no file</source>
        <translation>
            <numerusform>%Ln Bild ohne Objekte hat keine Datei</numerusform>
            <numerusform>%Ln Bilder ohne Objekte haben keine Datei</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labeled images</source>
        <translation>
            <numerusform>%Ln annotierten Bild</numerusform>
            <numerusform>%Ln annotierten Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln masks</source>
        <translation>
            <numerusform>%Ln Maske</numerusform>
            <numerusform>%Ln Masken</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln more messages</source>
        <translation>
            <numerusform>%Ln weitere Meldung</numerusform>
            <numerusform>%Ln weitere Meldungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln objects</source>
        <translation>
            <numerusform>%Ln Objekt</numerusform>
            <numerusform>%Ln Objekte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln objects are boxes</source>
        <translation>
            <numerusform>%Ln Objekt ist ein Rahmen</numerusform>
            <numerusform>%Ln Objekte sind Rahmen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln objects have</source>
        <translation>
            <numerusform>%Ln Objekt hat</numerusform>
            <numerusform>%Ln Objekte haben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln objects name</source>
        <translation>
            <numerusform>%Ln Objekt nennt</numerusform>
            <numerusform>%Ln Objekte nennen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln objects reach</source>
        <translation>
            <numerusform>%Ln Objekt reicht</numerusform>
            <numerusform>%Ln Objekte reichen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln objects that no person has accepted are left out.</source>
        <translation>
            <numerusform>%Ln Objekt, das niemand angenommen hat, wird ausgelassen.</numerusform>
            <numerusform>%Ln Objekte, die niemand angenommen hat, werden ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln objects were</source>
        <translation>
            <numerusform>%Ln Objekt wurde</numerusform>
            <numerusform>%Ln Objekte wurden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln other files</source>
        <translation>
            <numerusform>%Ln andere Datei</numerusform>
            <numerusform>%Ln andere Dateien</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pages</source>
        <translation>
            <numerusform>%Ln Seite</numerusform>
            <numerusform>%Ln Seiten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln parts</source>
        <translation>
            <numerusform>%Ln Teil</numerusform>
            <numerusform>%Ln Teile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln persons</source>
        <translation>
            <numerusform>%Ln Person</numerusform>
            <numerusform>%Ln Personen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pictures</source>
        <translation>
            <numerusform>%Ln Bild</numerusform>
            <numerusform>%Ln Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pictures are</source>
        <translation>
            <numerusform>%Ln Bild ist</numerusform>
            <numerusform>%Ln Bilder sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pictures have</source>
        <translation>
            <numerusform>%Ln Bild hat</numerusform>
            <numerusform>%Ln Bilder haben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pictures of classes</source>
        <translation>
            <numerusform>%Ln Bild mit Klassen</numerusform>
            <numerusform>%Ln Bilder mit Klassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces</source>
        <translation>
            <numerusform>%Ln Teil</numerusform>
            <numerusform>%Ln Teile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pieces of outlines have</source>
        <translation>
            <numerusform>%Ln Stück eines Umrisses hat</numerusform>
            <numerusform>%Ln Stücke von Umrissen haben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln pixels</source>
        <translation>
            <numerusform>%Ln Pixel</numerusform>
            <numerusform>%Ln Pixel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln regions</source>
        <translation>
            <numerusform>%Ln Region</numerusform>
            <numerusform>%Ln Regionen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln relations of objects are</source>
        <translation>
            <numerusform>%Ln Beziehung von Objekten ist</numerusform>
            <numerusform>%Ln Beziehungen von Objekten sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows</source>
        <translation>
            <numerusform>%Ln Zeile</numerusform>
            <numerusform>%Ln Zeilen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln segments</source>
        <translation>
            <numerusform>%Ln Segment</numerusform>
            <numerusform>%Ln Segmente</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln selected objects</source>
        <translation>
            <numerusform>%Ln ausgewähltes Objekt</numerusform>
            <numerusform>%Ln ausgewählte Objekte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences</source>
        <translation>
            <numerusform>%Ln Satz</numerusform>
            <numerusform>%Ln Sätze</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences are</source>
        <translation>
            <numerusform>%Ln Satz ist</numerusform>
            <numerusform>%Ln Sätze sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences mean</source>
        <translation>
            <numerusform>%Ln Satz meint</numerusform>
            <numerusform>%Ln Sätze meinen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln small holes</source>
        <translation>
            <numerusform>%Ln kleines Loch</numerusform>
            <numerusform>%Ln kleine Löcher</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln steps</source>
        <translation>
            <numerusform>%Ln Schritt</numerusform>
            <numerusform>%Ln Schritte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln things are</source>
        <translation>
            <numerusform>%Ln Sache ist</numerusform>
            <numerusform>%Ln Sachen sind</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln things were</source>
        <translation>
            <numerusform>%Ln Sache wurde</numerusform>
            <numerusform>%Ln Sachen wurden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln were</source>
        <translation>
            <numerusform>%Ln wurde</numerusform>
            <numerusform>%Ln wurden</numerusform>
        </translation>
    </message>
    <message>
        <source>&apos;Left lung&apos; is the lung on the left side of the picture</source>
        <translation>„Linke Lunge“ ist die Lunge auf der linken Bildseite</translation>
    </message>
    <message>
        <source>&apos;Left lung&apos; is the lung on the right side of the picture</source>
        <translation>„Linke Lunge“ ist die Lunge auf der rechten Bildseite</translation>
    </message>
    <message>
        <source>&apos;Measure the project&apos; adds up all images: counts, densities, shares, areas.</source>
        <translation>„Projekt vermessen“ zählt alle Bilder zusammen: Anzahlen, Dichten, Anteile, Flächen.</translation>
    </message>
    <message>
        <source>&apos;{convention}&apos; is no convention of left and right.</source>
        <translation>„{convention}“ ist keine Angabe von Links und Rechts.</translation>
    </message>
    <message>
        <source>&apos;{line}&apos; is no list of words for a slot.</source>
        <translation>„{line}“ ist keine Wörterliste für ein Merkmal.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is a class of the project itself.</source>
        <translation>&apos;{name}&apos; ist selbst eine Klasse des Projekts.</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; is not a checkpoint of this network ({details}).</source>
        <translation>„{name}“ ist kein Checkpoint dieses Netzes ({details}).</translation>
    </message>
    <message>
        <source>&apos;{name}&apos; means &apos;{class_name}&apos; now.</source>
        <translation>&apos;{name}&apos; bedeutet jetzt &apos;{class_name}&apos;.</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is no optical density.</source>
        <translation>„{text}“ ist keine optische Dichte.</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is no page.</source>
        <translation>„{text}“ ist keine Seite.</translation>
    </message>
    <message>
        <source>&apos;{text}&apos; is too long: {most} letters at most.</source>
        <translation>„{text}“ ist zu lang: höchstens {most} Buchstaben.</translation>
    </message>
    <message>
        <source>&apos;{title}&apos; cannot be done now.</source>
        <translation>„{title}“ ist jetzt nicht möglich.</translation>
    </message>
    <message>
        <source>&apos;{title}&apos; has no layer: name the one it is drawn on.</source>
        <translation>„{title}“ hat keine Ebene: Nennen Sie die, auf der gezeichnet wird.</translation>
    </message>
    <message>
        <source>&apos;{title}&apos; has these keys now and would lose them.</source>
        <translation>„{title}“ hat diese Tasten jetzt und würde sie verlieren.</translation>
    </message>
    <message>
        <source>&apos;{title}&apos; is a class now.</source>
        <translation>„{title}“ ist jetzt eine Klasse.</translation>
    </message>
    <message>
        <source>&apos;{title}&apos; is a kind of image now.</source>
        <translation>„{title}“ ist jetzt eine Art von Bildern.</translation>
    </message>
    <message>
        <source>&apos;{title}&apos; is drawn next; the selected object stays.</source>
        <translation>„{title}“ wird als Nächstes gezeichnet; das gewählte Objekt bleibt.</translation>
    </message>
    <message>
        <source>&apos;{title}&apos; stands twice: name each class once.</source>
        <translation>„{title}“ steht zweimal da: Nennen Sie jede Klasse einmal.</translation>
    </message>
    <message>
        <source>&apos;{to}&apos; is no convention of left and right.</source>
        <translation>„{to}“ ist keine Angabe von Links und Rechts.</translation>
    </message>
    <message>
        <source>&apos;{value}&apos; does not fit the setting &apos;{title}&apos;.</source>
        <translation>„{value}“ passt nicht zur Einstellung „{title}“.</translation>
    </message>
    <message>
        <source>&apos;{words}&apos; is read as the patient&apos;s side, as declared.</source>
        <translation>„{words}“ wird wie erklärt als Seite des Patienten gelesen.</translation>
    </message>
    <message>
        <source>&apos;{words}&apos; is read as the picture&apos;s side.</source>
        <translation>„{words}“ wird als Seite des Bildes gelesen.</translation>
    </message>
    <message>
        <source>&apos;{words}&apos; is read as the viewer&apos;s side, as declared.</source>
        <translation>„{words}“ wird wie erklärt als Seite im Bild gelesen, wie der Betrachter sie sieht.</translation>
    </message>
    <message>
        <source>&apos;{word}&apos; in {name}</source>
        <translation>„{word}“ in {name}</translation>
    </message>
    <message>
        <source>&apos;{word}&apos; of {name}</source>
        <translation>„{word}“ in {name}</translation>
    </message>
    <message>
        <source>&quot;{text}&quot; is left out: {why}</source>
        <translation>„{text}“ bleibt außer Acht: {why}</translation>
    </message>
    <message>
        <source>&quot;{word}&quot; is on one side of the patient: say left or right</source>
        <translation>„{word}“ liegt auf einer Seite des Patienten: Sagen Sie links oder rechts</translation>
    </message>
    <message>
        <source>(no name)</source>
        <translation>(kein Name)</translation>
    </message>
    <message>
        <source>+ place</source>
        <translation>+ Ort</translation>
    </message>
    <message>
        <source>, generation {generation}</source>
        <translation>, Generation {generation}</translation>
    </message>
    <message>
        <source>, hidden</source>
        <translation>, verborgen</translation>
    </message>
    <message>
        <source>, made for another kind of image</source>
        <translation>, für eine andere Art von Bildern gemacht</translation>
    </message>
    <message>
        <source>, not in the label</source>
        <translation>, noch offen</translation>
    </message>
    <message>
        <source>, {areas} drawn already</source>
        <translation>, {areas} schon gezeichnet</translation>
    </message>
    <message>
        <source>- About {share:.0%} of the labels it was shown are shown again, so that old images are not forgotten ({parts}).</source>
        <translation>- Etwa {share:.0%} der gezeigten Annotationen werden wiederholt, damit alte Bilder nicht vergessen werden ({parts}).</translation>
    </message>
    <message>
        <source>- Against {what}: {mean:+.3f} (90 % interval {low:+.3f} to {high:+.3f}).</source>
        <translation>- Gegen {what}: {mean:+.3f} (90-%-Intervall {low:+.3f} bis {high:+.3f}).</translation>
    </message>
    <message>
        <source>- Against {what}: {mean:+.3f}.</source>
        <translation>- Gegen {what}: {mean:+.3f}.</translation>
    </message>
    <message>
        <source>- No more: {names}.</source>
        <translation>- Nicht mehr dabei: {names}.</translation>
    </message>
    <message>
        <source>- Nobody knows: nothing judged.</source>
        <translation>- Das weiß niemand: Nichts hat geurteilt.</translation>
    </message>
    <message>
        <source>- Nobody, on these images.</source>
        <translation>- Bei niemandem, nach diesen Bildern.</translation>
    </message>
    <message>
        <source>- Nothing.</source>
        <translation>- Nichts.</translation>
    </message>
    <message>
        <source>- {images} judged.</source>
        <translation>- Zum Urteil: {images}.</translation>
    </message>
    <message>
        <source>- {images} judged: mean Dice {mean:.3f}.</source>
        <translation>- Zum Urteil: {images}, mittlerer Dice {mean:.3f}.</translation>
    </message>
    <message>
        <source>- {labels} ({ways}) and {pseudo} through pseudo labels.</source>
        <translation>- {labels} ({ways}) und {pseudo} über Pseudo-Labels.</translation>
    </message>
    <message>
        <source>- {left}: {names}.</source>
        <translation>- {left}: {names}.</translation>
    </message>
    <message>
        <source>- {name} does not judge: {why}.</source>
        <translation>- {name} urteilt nicht: {why}.</translation>
    </message>
    <message>
        <source>- {name}: {count} of these labels.</source>
        <translation>- {name}: {count} dieser Annotationen.</translation>
    </message>
    <message>
        <source>- {name}: {way}</source>
        <translation>- {name}: {way}</translation>
    </message>
    <message>
        <source>- {steps} steps, {seconds:,.0f} seconds of training in this run.</source>
        <translation>- {steps} Schritte, {seconds:,.0f} Sekunden Training in diesem Lauf.</translation>
    </message>
    <message>
        <source>- {who}: {change:+.3f} over {images}.</source>
        <translation>- {who}: {change:+.3f} über {images}.</translation>
    </message>
    <message>
        <source>0 lets the model choose; the next prediction uses the new number.</source>
        <translation>Bei 0 entscheidet das Modell; die nächste Vorhersage nimmt die neue Zahl.</translation>
    </message>
    <message>
        <source>1 differs</source>
        <translation>1 weicht ab</translation>
    </message>
    <message>
        <source>1 object shares</source>
        <translation>1 Objekt teilt sich</translation>
    </message>
    <message>
        <source>: it is {kind}</source>
        <translation>: es ist {kind}</translation>
    </message>
    <message>
        <source>A backup is made.</source>
        <translation>Eine Sicherung wird angelegt.</translation>
    </message>
    <message>
        <source>A backup may hold it as it was (`lvit project restore`).</source>
        <translation>Eine Sicherung hat es vielleicht noch, wie es war (`lvit project restore`).</translation>
    </message>
    <message>
        <source>A backup may hold it as it was.</source>
        <translation>Eine Sicherung hat es vielleicht noch, wie es war.</translation>
    </message>
    <message>
        <source>A backup may hold them (`lvit project restore`).</source>
        <translation>Eine Sicherung kann sie enthalten (`lvit project restore`).</translation>
    </message>
    <message>
        <source>A batch of {batch} cannot be divided among {world} processes.</source>
        <translation>Ein Stapel von {batch} lässt sich nicht auf {world} Prozesse verteilen.</translation>
    </message>
    <message>
        <source>A circle needs its centre and a point on it.</source>
        <translation>Ein Kreis braucht seinen Mittelpunkt und einen Punkt auf dem Rand.</translation>
    </message>
    <message>
        <source>A class cannot be merged with itself.</source>
        <translation>Eine Klasse kann nicht mit sich selbst zusammengelegt werden.</translation>
    </message>
    <message>
        <source>A dot for the bar of a proposal</source>
        <translation>Ein Punkt statt der Leiste eines Vorschlags</translation>
    </message>
    <message>
        <source>A file of the program is missing: {parts}.</source>
        <translation>Eine Datei des Programms fehlt: {parts}.</translation>
    </message>
    <message>
        <source>A folder with the project&apos;s name is made in here</source>
        <translation>Hierin wird ein Ordner mit dem Namen des Projekts angelegt</translation>
    </message>
    <message>
        <source>A generation does not differ from itself.</source>
        <translation>Eine Generation unterscheidet sich nicht von sich selbst.</translation>
    </message>
    <message>
        <source>A generation is put in force automatically only if it is no worse on hold-out images whose labels people made. One that too few of them could judge is not verified: it is offered here. You can choose any generation, and go back at any time. Masks never change.</source>
        <translation>Eine Generation tritt nur dann von selbst in Kraft, wenn sie auf zurückgehaltenen Bildern, deren Masken Menschen gemacht haben, nicht schlechter ist. Eine, die zu wenige davon beurteilen konnten, ist nicht geprüft: Sie wird hier angeboten. Sie können jede Generation wählen und jederzeit zurückgehen. Masken ändern sich nie.</translation>
    </message>
    <message>
        <source>A larger brush and eraser.</source>
        <translation>Pinsel und Radierer vergrößern.</translation>
    </message>
    <message>
        <source>A lasso accepts</source>
        <translation>Ein Lasso nimmt an</translation>
    </message>
    <message>
        <source>A last number that is no half of a pair is taken for how sure a model was, one behind it for the number of a track; neither is read: {names}.</source>
        <translation>Eine letzte Zahl, die zu keinem Paar gehört, gilt als Sicherheit eines Modells, eine dahinter als Nummer einer Spur; beide werden nicht gelesen: {names}.</translation>
    </message>
    <message>
        <source>A later row has another sentence for this image.</source>
        <translation>Eine spätere Zeile hat einen anderen Satz für dieses Bild.</translation>
    </message>
    <message>
        <source>A list of what may come next; Return takes a line of it</source>
        <translation>Eine Liste dessen, was folgen kann; Return übernimmt eine Zeile</translation>
    </message>
    <message>
        <source>A mask needs the two corners of its box.</source>
        <translation>Eine Maske braucht die zwei Ecken ihres Rahmens.</translation>
    </message>
    <message>
        <source>A name cannot have any of &lt; &gt; : &quot; / \ | ? * or start with a dot.</source>
        <translation>Ein Name darf keines der Zeichen &lt; &gt; : &quot; / \ | ? * enthalten und nicht mit einem Punkt beginnen.</translation>
    </message>
    <message>
        <source>A name in these data leads out of their folder, so it is not used.</source>
        <translation>Ein Name in diesen Daten führt aus ihrem Ordner hinaus und wird deshalb nicht benutzt.</translation>
    </message>
    <message>
        <source>A name or a text holds bytes that are no text, so it is not stored.</source>
        <translation>Ein Name oder ein Text enthält Bytes, die kein Text sind, und wird deshalb nicht gespeichert.</translation>
    </message>
    <message>
        <source>A network of its own proposes nothing before its first training: label about ten images, then train. From then on it proposes, and learns from every label.</source>
        <translation>Ein eigenes Netz schlägt vor seinem ersten Training nichts vor: Annotieren Sie etwa zehn Bilder und trainieren Sie dann. Von da an schlägt es vor und lernt aus jeder Annotation.</translation>
    </message>
    <message>
        <source>A network tells classes apart by its mask or beside it, not by both.</source>
        <translation>Ein Netz unterscheidet Klassen mit seiner Maske oder daneben, nicht auf beide Weisen.</translation>
    </message>
    <message>
        <source>A network that tells classes apart needs at least two of them, not {count}.</source>
        <translation>Ein Netz, das Klassen unterscheidet, braucht mindestens zwei, nicht {count}.</translation>
    </message>
    <message>
        <source>A new project</source>
        <translation>Ein neues Projekt</translation>
    </message>
    <message>
        <source>A part of the project is stored in an unknown way.</source>
        <translation>Ein Teil des Projekts ist auf unbekannte Weise gespeichert.</translation>
    </message>
    <message>
        <source>A pixel of {um:g} um is not possible.</source>
        <translation>Ein Pixel von {um:g} µm ist nicht möglich.</translation>
    </message>
    <message>
        <source>A project is a folder that keeps masks, sentences and models together.</source>
        <translation>Ein Projekt ist ein Ordner, der Masken, Sätze und Modelle zusammenhält.</translation>
    </message>
    <message>
        <source>A proposal is still being accepted.</source>
        <translation>Ein Vorschlag wird noch angenommen.</translation>
    </message>
    <message>
        <source>A proposal of the training run cannot be read.</source>
        <translation>Ein Vorschlag des Trainingslaufs ist nicht lesbar.</translation>
    </message>
    <message>
        <source>A proposal of the training run is too large to be read.</source>
        <translation>Ein Vorschlag des Trainingslaufs ist zu groß zum Lesen.</translation>
    </message>
    <message>
        <source>A pseudo label of this run cannot be read.</source>
        <translation>Ein Pseudo-Label dieses Laufs ist nicht lesbar.</translation>
    </message>
    <message>
        <source>A recorded change of the labels is damaged and cannot be read.</source>
        <translation>Eine aufgezeichnete Änderung der Annotationen ist beschädigt und nicht lesbar.</translation>
    </message>
    <message>
        <source>A recorded edit is damaged and cannot be read.</source>
        <translation>Ein aufgezeichneter Schritt ist beschädigt und nicht lesbar.</translation>
    </message>
    <message>
        <source>A rectangle needs two or four corners.</source>
        <translation>Ein Rechteck braucht zwei oder vier Ecken.</translation>
    </message>
    <message>
        <source>A region must have the size of its image.</source>
        <translation>Eine Region muss so groß sein wie ihr Bild.</translation>
    </message>
    <message>
        <source>A run is on already.</source>
        <translation>Es läuft schon ein Durchgang.</translation>
    </message>
    <message>
        <source>A run stops by itself after this time; it can be resumed at any time.</source>
        <translation>Ein Lauf endet nach dieser Zeit von selbst; er kann jederzeit fortgesetzt werden.</translation>
    </message>
    <message>
        <source>A run-length mask is damaged.</source>
        <translation>Eine lauflängenkodierte Maske ist beschädigt.</translation>
    </message>
    <message>
        <source>A sample image of {package} is missing ({inside}).</source>
        <translation>Ein Beispielbild von {package} fehlt ({inside}).</translation>
    </message>
    <message>
        <source>A sentence</source>
        <translation>Ein Satz</translation>
    </message>
    <message>
        <source>A smaller brush and eraser.</source>
        <translation>Pinsel und Radierer verkleinern.</translation>
    </message>
    <message>
        <source>A step that rejected a proposal is damaged.</source>
        <translation>Ein Schritt, der einen Vorschlag ablehnte, ist beschädigt.</translation>
    </message>
    <message>
        <source>A stored mask is damaged.</source>
        <translation>Eine gespeicherte Maske ist beschädigt.</translation>
    </message>
    <message>
        <source>A stroke is being painted.</source>
        <translation>Gerade wird ein Strich gemalt.</translation>
    </message>
    <message>
        <source>A tissue section, X-rays and generated images to try everything on.</source>
        <translation>Ein Gewebeschnitt, Röntgenbilder und erzeugte Bilder, um alles auszuprobieren.</translation>
    </message>
    <message>
        <source>A training run from last time was still active. It is being saved and will stop.</source>
        <translation>Ein Trainingslauf vom letzten Mal war noch aktiv. Er wird gespeichert und angehalten.</translation>
    </message>
    <message>
        <source>A view down</source>
        <translation>Einen Ausschnitt nach unten</translation>
    </message>
    <message>
        <source>A view to the left</source>
        <translation>Einen Ausschnitt nach links</translation>
    </message>
    <message>
        <source>A view to the right</source>
        <translation>Einen Ausschnitt nach rechts</translation>
    </message>
    <message>
        <source>A view up</source>
        <translation>Einen Ausschnitt nach oben</translation>
    </message>
    <message>
        <source>A {kind} in feature {place} of {name} encloses no pixels and was left out.</source>
        <translation>{kind} in Merkmal {place} von {name} umschließt keine Pixel und wurde weggelassen.</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>About and licences</source>
        <translation>Über das Programm und Lizenzen</translation>
    </message>
    <message>
        <source>About the object</source>
        <translation>Zum Objekt</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation>Alles annehmen</translation>
    </message>
    <message>
        <source>Accept marked area</source>
        <translation>Markierten Bereich annehmen</translation>
    </message>
    <message>
        <source>Accept one object</source>
        <translation>Ein Objekt annehmen</translation>
    </message>
    <message>
        <source>Accept over a contradiction</source>
        <translation>Trotz Widerspruch annehmen</translation>
    </message>
    <message>
        <source>Accept part</source>
        <translation>Teil annehmen</translation>
    </message>
    <message>
        <source>Accept proposal</source>
        <translation>Vorschlag annehmen</translation>
    </message>
    <message>
        <source>Accept the one object of the proposal at a point.</source>
        <translation>Das eine Objekt des Vorschlags an einem Punkt annehmen.</translation>
    </message>
    <message>
        <source>Accept the proposed area that keys have gone to.</source>
        <translation>Den vorgeschlagenen Bereich annehmen, zu dem die Tasten geführt haben.</translation>
    </message>
    <message>
        <source>Accept this area</source>
        <translation>Diesen Bereich annehmen</translation>
    </message>
    <message>
        <source>Accept {what} all the same? Say why.</source>
        <translation>Trotzdem annehmen: {what}? Nennen Sie den Grund.</translation>
    </message>
    <message>
        <source>Accept {what} and keep the reason</source>
        <translation>Annehmen ({what}) und den Grund behalten</translation>
    </message>
    <message>
        <source>Across</source>
        <translation>Quer</translation>
    </message>
    <message>
        <source>Across, from</source>
        <translation>Quer, von</translation>
    </message>
    <message>
        <source>Across, to</source>
        <translation>Quer, bis</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Aktion</translation>
    </message>
    <message>
        <source>Actions and their keys</source>
        <translation>Aktionen und ihre Tasten</translation>
    </message>
    <message>
        <source>Actual pixels</source>
        <translation>Originalpixel</translation>
    </message>
    <message>
        <source>Add a class</source>
        <translation>Klasse hinzufügen</translation>
    </message>
    <message>
        <source>Add a class that objects have</source>
        <translation>Eine Klasse hinzufügen, die Objekte haben</translation>
    </message>
    <message>
        <source>Add a class: something has to be drawn.</source>
        <translation>Fügen Sie eine Klasse hinzu: Etwas muss gezeichnet werden.</translation>
    </message>
    <message>
        <source>Add a folder of images</source>
        <translation>Einen Ordner mit Bildern hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen…</translation>
    </message>
    <message>
        <source>Add area</source>
        <translation>Bereich hinzufügen</translation>
    </message>
    <message>
        <source>Add class</source>
        <translation>Klasse hinzufügen</translation>
    </message>
    <message>
        <source>Add files or whole folders; dropping them on the window does the same.</source>
        <translation>Dateien oder ganze Ordner hinzufügen; auf das Fenster ziehen tut dasselbe.</translation>
    </message>
    <message>
        <source>Add images</source>
        <translation>Bilder hinzufügen</translation>
    </message>
    <message>
        <source>Add images…</source>
        <translation>Bilder hinzufügen…</translation>
    </message>
    <message>
        <source>Add it</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add lungs/ beside labelcol/, or train with targets = &apos;masks&apos;.</source>
        <translation>Legen Sie lungs/ neben labelcol/, oder trainieren Sie mit targets = &apos;masks&apos;.</translation>
    </message>
    <message>
        <source>Add none of them (Esc)</source>
        <translation>Keine davon hinzufügen (Esc)</translation>
    </message>
    <message>
        <source>Add nothing (Esc)</source>
        <translation>Nichts hinzufügen (Esc)</translation>
    </message>
    <message>
        <source>Add pages</source>
        <translation>Seiten hinzufügen</translation>
    </message>
    <message>
        <source>Add the checked pages to the project</source>
        <translation>Die angehakten Seiten ins Projekt aufnehmen</translation>
    </message>
    <message>
        <source>Add the file itself.</source>
        <translation>Fügen Sie die Datei selbst hinzu.</translation>
    </message>
    <message>
        <source>Add the folder beside it instead.</source>
        <translation>Fügen Sie stattdessen den Ordner daneben hinzu.</translation>
    </message>
    <message>
        <source>Add the image it belongs to; import the segmentation as labels.</source>
        <translation>Fügen Sie das Bild hinzu, zu dem sie gehört; importieren Sie die Segmentierung als Annotation.</translation>
    </message>
    <message>
        <source>Add the images without labels</source>
        <translation>Die Bilder ohne Annotationen hinzufügen</translation>
    </message>
    <message>
        <source>Add the whole proposal to the mask; what people drew stays as it is.</source>
        <translation>Den ganzen Vorschlag in die Maske übernehmen; was Menschen gezeichnet haben, bleibt.</translation>
    </message>
    <message>
        <source>Add to sentence</source>
        <translation>In den Satz aufnehmen</translation>
    </message>
    <message>
        <source>Add to their labels where nothing is drawn</source>
        <translation>Zu ihren Annotationen hinzufügen, wo nichts gezeichnet ist</translation>
    </message>
    <message>
        <source>Add {images}</source>
        <translation>Hinzufügen: {images}</translation>
    </message>
    <message>
        <source>Add {images}?</source>
        <translation>Hinzufügen: {images}?</translation>
    </message>
    <message>
        <source>Adding images</source>
        <translation>Bilder werden hinzugefügt</translation>
    </message>
    <message>
        <source>Adds up every image that has labels</source>
        <translation>Zählt alle Bilder zusammen, die Annotationen haben</translation>
    </message>
    <message>
        <source>Against {what}</source>
        <translation>Verglichen mit: {what}</translation>
    </message>
    <message>
        <source>Agrees, and the image says so.</source>
        <translation>Stimmt überein, und das Bild zeigt es auch.</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>All images</source>
        <translation>Alle Bilder</translation>
    </message>
    <message>
        <source>All keys on one page.</source>
        <translation>Alle Tasten auf einer Seite.</translation>
    </message>
    <message>
        <source>All lines of the sentence</source>
        <translation>Alle Zeilen des Satzes</translation>
    </message>
    <message>
        <source>All messages since the program started.</source>
        <translation>Alle Meldungen seit dem Start des Programms.</translation>
    </message>
    <message>
        <source>All models with their licence, training data and limits.</source>
        <translation>Alle Modelle mit Lizenz, Trainingsdaten und Grenzen.</translation>
    </message>
    <message>
        <source>All of its objects get the other class, and it is gone.</source>
        <translation>Alle ihre Objekte bekommen die andere Klasse, und sie ist weg.</translation>
    </message>
    <message>
        <source>All of its {pixels} pixels lie under {under}.</source>
        <translation>Alle {pixels} Pixel davon liegen unter {under}.</translation>
    </message>
    <message>
        <source>All pages</source>
        <translation>Alle Seiten</translation>
    </message>
    <message>
        <source>All panels where they stood at first.</source>
        <translation>Alle Bereiche des Fensters, wo sie zuerst standen.</translation>
    </message>
    <message>
        <source>Allow writing there, or choose a place where you may write.</source>
        <translation>Erlauben Sie dort das Schreiben, oder wählen Sie einen Ort, an dem Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>Also waiting predictions</source>
        <translation>Auch wartende Vorhersagen</translation>
    </message>
    <message>
        <source>Also what only a model has drawn</source>
        <translation>Auch was nur ein Modell gezeichnet hat</translation>
    </message>
    <message>
        <source>An ellipse needs the four ends of its axes.</source>
        <translation>Eine Ellipse braucht die vier Enden ihrer Achsen.</translation>
    </message>
    <message>
        <source>An end of the gate as a number; Enter selects</source>
        <translation>Eine Grenze des Auswahlbereichs als Zahl; Eingabe wählt aus</translation>
    </message>
    <message>
        <source>An image has one sentence, and another one is taken: &apos;{taken}&apos;.</source>
        <translation>Ein Bild hat einen Satz, und ein anderer ist genommen: „{taken}“.</translation>
    </message>
    <message>
        <source>An object has one box; its first was taken.</source>
        <translation>Ein Objekt hat einen Rahmen; sein erster wurde genommen.</translation>
    </message>
    <message>
        <source>An object has one class; also named: {others}.</source>
        <translation>Ein Objekt hat eine Klasse; außerdem genannt: {others}.</translation>
    </message>
    <message>
        <source>An overlap of {overlap} is not possible.</source>
        <translation>Eine Überlappung von {overlap} ist nicht möglich.</translation>
    </message>
    <message>
        <source>Another image has a file {name} already.</source>
        <translation>Ein anderes Bild hat schon eine Datei {name}.</translation>
    </message>
    <message>
        <source>Another person&apos;s annotation was taken.</source>
        <translation>Die Annotation einer anderen Person wurde genommen.</translation>
    </message>
    <message>
        <source>Another picture</source>
        <translation>Anderes Bild</translation>
    </message>
    <message>
        <source>Another picture lies under its name than the one that was marked.</source>
        <translation>Unter seinem Namen liegt ein anderes Bild als das annotierte.</translation>
    </message>
    <message>
        <source>Another picture lies under this name</source>
        <translation>Unter diesem Namen liegt ein anderes Bild</translation>
    </message>
    <message>
        <source>Another program is writing to this project.</source>
        <translation>Ein anderes Programm schreibt in dieses Projekt.</translation>
    </message>
    <message>
        <source>Another step has followed this one.</source>
        <translation>Auf diesen Schritt ist ein anderer gefolgt.</translation>
    </message>
    <message>
        <source>Any other colour</source>
        <translation>Beliebige andere Farbe</translation>
    </message>
    <message>
        <source>Apoptotic</source>
        <translation>Apoptotisch</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Darstellung</translation>
    </message>
    <message>
        <source>Appears here from the tenth labeled image on.</source>
        <translation>Erscheint hier ab dem zehnten annotierten Bild.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Fläche</translation>
    </message>
    <message>
        <source>Area (mm²)</source>
        <translation>Fläche (mm²)</translation>
    </message>
    <message>
        <source>Area (px)</source>
        <translation>Fläche (px)</translation>
    </message>
    <message>
        <source>Area (µm²)</source>
        <translation>Fläche (µm²)</translation>
    </message>
    <message>
        <source>Area that keys act on</source>
        <translation>Bereich, auf den die Tasten wirken</translation>
    </message>
    <message>
        <source>Areas are {remark}. </source>
        <translation>Flächen sind {remark}. </translation>
    </message>
    <message>
        <source>Areas it touches</source>
        <translation>Bereiche, die es berührt</translation>
    </message>
    <message>
        <source>Areas with their middle inside</source>
        <translation>Bereiche, deren Mitte darin liegt</translation>
    </message>
    <message>
        <source>Arrows</source>
        <translation>Pfeiltasten</translation>
    </message>
    <message>
        <source>Arrows move a crosshair and Space clicks there, with the tool in hand.</source>
        <translation>Die Pfeiltasten bewegen ein Fadenkreuz, und die Leertaste klickt dort mit dem gewählten Werkzeug.</translation>
    </message>
    <message>
        <source>Arrows move the crosshair now and Space clicks; G or Esc ends that.</source>
        <translation>Die Pfeiltasten bewegen jetzt das Fadenkreuz, und die Leertaste klickt; G oder Esc beendet das.</translation>
    </message>
    <message>
        <source>As a generation left them that was not noted</source>
        <translation>Wie eine Generation sie hinterließ, die nicht vermerkt wurde</translation>
    </message>
    <message>
        <source>As generation {number} left them</source>
        <translation>Wie Generation {number} sie hinterließ</translation>
    </message>
    <message>
        <source>As generation {number} of the run left them</source>
        <translation>Wie Generation {number} des Laufs sie hinterließ</translation>
    </message>
    <message>
        <source>As in a radiology report: at the right, unless a file is mirrored.</source>
        <translation>Wie im radiologischen Befund: rechts im Bild, außer bei gespiegelten Dateien.</translation>
    </message>
    <message>
        <source>As it was after the chosen step</source>
        <translation>Wie es nach dem gewählten Schritt war</translation>
    </message>
    <message>
        <source>As it was before the first step</source>
        <translation>Wie es vor dem ersten Schritt war</translation>
    </message>
    <message>
        <source>As the model</source>
        <translation>Wie das Modell</translation>
    </message>
    <message>
        <source>As their kind</source>
        <translation>Wie ihre Art</translation>
    </message>
    <message>
        <source>As you see it on the screen; published sentences mean this.</source>
        <translation>Wie Sie es auf dem Bildschirm sehen; veröffentlichte Sätze meinen dies.</translation>
    </message>
    <message>
        <source>Ask both and show where they differ</source>
        <translation>Beide fragen und zeigen, wo sie sich unterscheiden</translation>
    </message>
    <message>
        <source>Ask for all of it, without --tissue, or name a higher density.</source>
        <translation>Fragen Sie nach allem, ohne --tissue, oder nennen Sie eine höhere Dichte.</translation>
    </message>
    <message>
        <source>Ask the model although the image is of another kind than it knows.</source>
        <translation>Das Modell fragen, obwohl das Bild von anderer Art ist als die, die es kennt.</translation>
    </message>
    <message>
        <source>Ask the model in force again and show what only you drew and what only it found. Objects accepted unchanged from a model do not count as yours.</source>
        <translation>Das Modell in Kraft noch einmal fragen und zeigen, was nur Sie gezeichnet haben und was nur das Modell gefunden hat. Objekte, die unverändert von einem Modell angenommen wurden, zählen nicht als Ihre.</translation>
    </message>
    <message>
        <source>Ask the model with the sentence, without it and with left and right swapped. How much the answers differ shows what the words did. Nothing becomes a proposal.</source>
        <translation>Das Modell mit dem Satz, ohne ihn und mit vertauschtem Links und Rechts fragen. Wie stark sich die Antworten unterscheiden, zeigt, was die Wörter bewirkt haben. Nichts wird zum Vorschlag.</translation>
    </message>
    <message>
        <source>Ask two generations about this image and show what only one of them finds. Nothing becomes a proposal.</source>
        <translation>Zwei Generationen zu diesem Bild fragen und zeigen, was nur eine von ihnen findet. Nichts wird zum Vorschlag.</translation>
    </message>
    <message>
        <source>Ask what the text did first.</source>
        <translation>Fragen Sie zuerst, was der Text bewirkt hat.</translation>
    </message>
    <message>
        <source>Ask why before anything that is labeled changes</source>
        <translation>Nach dem Grund fragen, bevor sich etwas Annotiertes ändert</translation>
    </message>
    <message>
        <source>Asked with: {asked}</source>
        <translation>Gefragt mit: {asked}</translation>
    </message>
    <message>
        <source>Asked without a sentence</source>
        <translation>Ohne Satz gefragt</translation>
    </message>
    <message>
        <source>Asking the model…</source>
        <translation>Das Modell wird gefragt…</translation>
    </message>
    <message>
        <source>Assign</source>
        <translation>Zuweisen</translation>
    </message>
    <message>
        <source>Assign the keys to the selected action</source>
        <translation>Die Tasten der ausgewählten Aktion zuweisen</translation>
    </message>
    <message>
        <source>At random</source>
        <translation>Zufällig</translation>
    </message>
    <message>
        <source>At random: images where the model finds something first, in an order of chance that stays. By need: images that need attention first. By name: in the order of the file names.</source>
        <translation>Zufällig: zuerst Bilder, in denen das Modell etwas findet, in einer zufälligen Reihenfolge, die bleibt. Nach Bedarf: zuerst Bilder, die Aufmerksamkeit brauchen. Nach Namen: in der Reihenfolge der Dateinamen.</translation>
    </message>
    <message>
        <source>At the model&apos;s threshold the sentence is true.</source>
        <translation>Bei der Schwelle des Modells stimmt der Satz.</translation>
    </message>
    <message>
        <source>At the pace of the last {images}</source>
        <translation>Im Tempo der letzten {images}</translation>
    </message>
    <message>
        <source>At the threshold {level} the sentence is true.</source>
        <translation>Bei der Schwelle {level} stimmt der Satz.</translation>
    </message>
    <message>
        <source>At the threshold {level}, from {size} px on, the sentence is true.</source>
        <translation>Bei der Schwelle {level}, ab {size} px, stimmt der Satz.</translation>
    </message>
    <message>
        <source>Attention of a layer of the network</source>
        <translation>Aufmerksamkeit einer Schicht des Netzes</translation>
    </message>
    <message>
        <source>Attention of the network</source>
        <translation>Aufmerksamkeit des Netzes</translation>
    </message>
    <message>
        <source>Attributes: number, size, shape, place</source>
        <translation>Merkmale: Anzahl, Größe, Form, Ort</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>Audit</translation>
    </message>
    <message>
        <source>Auditing the project</source>
        <translation>Das Projekt wird auditiert</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>autom.</translation>
    </message>
    <message>
        <source>Auto contrast</source>
        <translation>Automatische Fensterung</translation>
    </message>
    <message>
        <source>Auto: the number of its place in the list</source>
        <translation>Automatisch: die Nummer ihres Platzes in der Liste</translation>
    </message>
    <message>
        <source>B paints, E erases, K splits, J joins. Ctrl+Z takes back every step, also those of earlier days. All is saved at once.</source>
        <translation>B malt, E radiert, K teilt, J verbindet. Strg+Z nimmt jeden Schritt zurück, auch die früherer Tage. Alles ist sofort gespeichert.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Back to the image</source>
        <translation>Zurück zum Bild</translation>
    </message>
    <message>
        <source>Back to the original model</source>
        <translation>Zurück zum ursprünglichen Modell</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Jetzt sichern</translation>
    </message>
    <message>
        <source>Back: choose to keep the labels of {said_reader} apart.</source>
        <translation>Zurück: Wählen Sie, die Annotationen von {said_reader} getrennt zu halten.</translation>
    </message>
    <message>
        <source>Backing up the project</source>
        <translation>Das Projekt wird gesichert</translation>
    </message>
    <message>
        <source>Backups of this project</source>
        <translation>Sicherungen dieses Projekts</translation>
    </message>
    <message>
        <source>Between {one} and {other} {gap:.4g} mm are missing, where slices are {usual:.4g} mm apart.</source>
        <translation>Zwischen {one} und {other} fehlen {gap:.4g} mm; sonst liegen die Schichten {usual:.4g} mm auseinander.</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>Blau</translation>
    </message>
    <message>
        <source>Both lists, for a sheet</source>
        <translation>Beide Listen, für eine Tabelle</translation>
    </message>
    <message>
        <source>Both predict the open image with its sentence. The canvas then shows what only the first finds, what only the second finds, and what both find. Turn off &apos;Show difference&apos; to go back.</source>
        <translation>Beide sagen das offene Bild mit seinem Satz vorher. Das Bild zeigt dann, was nur die erste findet, was nur die zweite findet und was beide finden. Schalten Sie „Unterschied zeigen“ aus, um zurückzukehren.</translation>
    </message>
    <message>
        <source>Boxes of {names} begin at 0, so all boxes were counted from 0, not from 1 as the format does, {last}; see that they lie right.</source>
        <translation>Rahmen von {names} beginnen bei 0; darum wurden alle Rahmen von 0 an gezählt, nicht von 1 an, wie es das Format tut, {last}; prüfen Sie, ob sie richtig liegen.</translation>
    </message>
    <message>
        <source>Boxes of {names} end before they begin; if the numbers of this program are sizes, no corners, the others are wrong too.</source>
        <translation>Rahmen von {names} enden, bevor sie beginnen; wenn die Zahlen dieses Programms Größen sind und keine Ecken, sind auch die anderen falsch.</translation>
    </message>
    <message>
        <source>Breast ultrasound</source>
        <translation>Mamma-Ultraschall</translation>
    </message>
    <message>
        <source>Bring back the whole file.</source>
        <translation>Bringen Sie die ganze Datei zurück.</translation>
    </message>
    <message>
        <source>Bring both onto one grid in the program that made them.</source>
        <translation>Bringen Sie beide in dem Programm, aus dem sie stammen, auf ein Raster.</translation>
    </message>
    <message>
        <source>Bring images, masks and sentences of another program into this project or a new one.</source>
        <translation>Bilder, Masken und Sätze eines anderen Programms in dieses oder ein neues Projekt holen.</translation>
    </message>
    <message>
        <source>Bring it back, or choose another folder for the results.</source>
        <translation>Bringen Sie ihn zurück, oder wählen Sie einen anderen Ordner für die Ergebnisse.</translation>
    </message>
    <message>
        <source>Bring it to the pixels of its image in the program that made it.</source>
        <translation>Bringen Sie sie im Programm, das sie erstellt hat, auf die Pixel ihres Bildes.</translation>
    </message>
    <message>
        <source>Bring them back, or leave out what cannot be read (--skip-bad).</source>
        <translation>Bringen Sie sie zurück, oder lassen Sie aus, was nicht lesbar ist (--skip-bad).</translation>
    </message>
    <message>
        <source>Broken characters in sentences became question marks: {names}.</source>
        <translation>Beschädigte Zeichen in Sätzen wurden zu Fragezeichen: {names}.</translation>
    </message>
    <message>
        <source>Brought in</source>
        <translation>Übernommen</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen…</translation>
    </message>
    <message>
        <source>Brush</source>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>By class</source>
        <translation>Nach Klasse</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Name</translation>
    </message>
    <message>
        <source>By need</source>
        <translation>Nach Bedarf</translation>
    </message>
    <message>
        <source>By object</source>
        <translation>Nach Objekt</translation>
    </message>
    <message>
        <source>COCO</source>
        <translation>COCO</translation>
    </message>
    <message>
        <source>CPU · {cores}</source>
        <translation>CPU, {cores}</translation>
    </message>
    <message>
        <source>CT window</source>
        <translation>CT-Fenster</translation>
    </message>
    <message>
        <source>CVAT</source>
        <translation>CVAT</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel what is being drawn</source>
        <translation>Abbrechen, was gerade gezeichnet wird</translation>
    </message>
    <message>
        <source>Centre, x</source>
        <translation>Mitte, x</translation>
    </message>
    <message>
        <source>Centre, y</source>
        <translation>Mitte, y</translation>
    </message>
    <message>
        <source>Change a class</source>
        <translation>Klasse ändern</translation>
    </message>
    <message>
        <source>Change class</source>
        <translation>Klasse ändern</translation>
    </message>
    <message>
        <source>Change from {before} to {after}?</source>
        <translation>Von „{before}“ zu „{after}“ wechseln?</translation>
    </message>
    <message>
        <source>Change it</source>
        <translation>Ändern</translation>
    </message>
    <message>
        <source>Change model</source>
        <translation>Modell wechseln</translation>
    </message>
    <message>
        <source>Change nothing</source>
        <translation>Nichts ändern</translation>
    </message>
    <message>
        <source>Change nothing (Esc)</source>
        <translation>Nichts ändern (Esc)</translation>
    </message>
    <message>
        <source>Change sentence</source>
        <translation>Satz ändern</translation>
    </message>
    <message>
        <source>Change state</source>
        <translation>Zustand ändern</translation>
    </message>
    <message>
        <source>Change the layer that tools draw on.</source>
        <translation>Die Ebene wechseln, auf der die Werkzeuge zeichnen.</translation>
    </message>
    <message>
        <source>Change what is imported and where to</source>
        <translation>Ändern, was importiert wird und wohin</translation>
    </message>
    <message>
        <source>Change what is labeled</source>
        <translation>Annotiertes ändern</translation>
    </message>
    <message>
        <source>Change what is labeled…</source>
        <translation>Annotiertes ändern…</translation>
    </message>
    <message>
        <source>Changing the project</source>
        <translation>Das Projekt wird geändert</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Check every page, or one in so many steps</source>
        <translation>Jede Seite ankreuzen, oder eine in so vielen Schritten</translation>
    </message>
    <message>
        <source>Check that it is the right file.</source>
        <translation>Prüfen Sie, ob es die richtige Datei ist.</translation>
    </message>
    <message>
        <source>Check that size, width and tokens are those of the training.</source>
        <translation>Prüfen Sie, ob Größe, Breite und Tokens die des Trainings sind.</translation>
    </message>
    <message>
        <source>Check that the disk has room and that you may write to it.</source>
        <translation>Prüfen Sie, ob auf dem Datenträger Platz ist und Sie dort schreiben dürfen.</translation>
    </message>
    <message>
        <source>Check the disk and try again; if it happens again, report it.</source>
        <translation>Prüfen Sie den Datenträger und versuchen Sie es noch einmal; geschieht es wieder, melden Sie es.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>Check the rights and the disk.</source>
        <translation>Prüfen Sie die Rechte und den Datenträger.</translation>
    </message>
    <message>
        <source>Check the rights.</source>
        <translation>Prüfen Sie die Rechte.</translation>
    </message>
    <message>
        <source>Checking the project</source>
        <translation>Das Projekt wird geprüft</translation>
    </message>
    <message>
        <source>Checking what this format can keep…</source>
        <translation>Es wird geprüft, was dieses Format behalten kann…</translation>
    </message>
    <message>
        <source>Checking what would be lost</source>
        <translation>Es wird geprüft, was verloren ginge</translation>
    </message>
    <message>
        <source>Chest X-ray, lung infection</source>
        <translation>Röntgen-Thorax, Lungeninfektion</translation>
    </message>
    <message>
        <source>Chinese text (GB 18030)</source>
        <translation>Chinesischer Text (GB 18030)</translation>
    </message>
    <message>
        <source>Choose 0 to 0.75.</source>
        <translation>Wählen Sie 0 bis 0,75.</translation>
    </message>
    <message>
        <source>Choose T, S, M or L.</source>
        <translation>Wählen Sie T, S, M oder L.</translation>
    </message>
    <message>
        <source>Choose a folder written by this program, or put the pictures into a folder images.</source>
        <translation>Wählen Sie einen Ordner, den dieses Programm geschrieben hat, oder legen Sie die Bilder in einen Ordner images.</translation>
    </message>
    <message>
        <source>Choose a folder; what it holds is told before anything is added.</source>
        <translation>Einen Ordner wählen; was er enthält, wird gesagt, bevor etwas hinzukommt.</translation>
    </message>
    <message>
        <source>Choose a format that holds what is unknown, such as lvit, nnunet or geojson.</source>
        <translation>Wählen Sie ein Format, das Unbekanntes festhält, etwa lvit, nnunet oder geojson.</translation>
    </message>
    <message>
        <source>Choose a format that the other program can read</source>
        <translation>Ein Format wählen, das das andere Programm lesen kann</translation>
    </message>
    <message>
        <source>Choose a later generation, or ask the model about the picture of today.</source>
        <translation>Wählen Sie eine spätere Generation, oder fragen Sie das Modell nach dem Bild von heute.</translation>
    </message>
    <message>
        <source>Choose a later generation, or ask the model about the sentence of today.</source>
        <translation>Wählen Sie eine spätere Generation, oder fragen Sie das Modell nach dem heutigen Satz.</translation>
    </message>
    <message>
        <source>Choose a later image.</source>
        <translation>Wählen Sie ein späteres Bild.</translation>
    </message>
    <message>
        <source>Choose a layer of labels.</source>
        <translation>Wählen Sie eine Ebene mit Markierungen.</translation>
    </message>
    <message>
        <source>Choose a multiple of 16, such as 224.</source>
        <translation>Wählen Sie ein Vielfaches von 16, zum Beispiel 224.</translation>
    </message>
    <message>
        <source>Choose a multiple of 8, such as 16, 32 or 64.</source>
        <translation>Wählen Sie ein Vielfaches von 8, zum Beispiel 16, 32 oder 64.</translation>
    </message>
    <message>
        <source>Choose a new folder.</source>
        <translation>Wählen Sie einen neuen Ordner.</translation>
    </message>
    <message>
        <source>Choose a picture.</source>
        <translation>Wählen Sie ein Bild.</translation>
    </message>
    <message>
        <source>Choose a place outside of it.</source>
        <translation>Wählen Sie einen Ort außerhalb davon.</translation>
    </message>
    <message>
        <source>Choose a place where you may write.</source>
        <translation>Wählen Sie einen Ort, an dem Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>Choose a step that is in force.</source>
        <translation>Wählen Sie einen Schritt, der in Kraft ist.</translation>
    </message>
    <message>
        <source>Choose an action to change its keys.</source>
        <translation>Wählen Sie eine Aktion, um ihre Tasten zu ändern.</translation>
    </message>
    <message>
        <source>Choose an encoder that transformers knows by itself, such as a BERT.</source>
        <translation>Wählen Sie einen Encoder, den transformers von selbst kennt, zum Beispiel ein BERT.</translation>
    </message>
    <message>
        <source>Choose an image first.</source>
        <translation>Wählen Sie zuerst ein Bild.</translation>
    </message>
    <message>
        <source>Choose an image from the list</source>
        <translation>Wählen Sie ein Bild aus der Liste</translation>
    </message>
    <message>
        <source>Choose an image, and its objects are listed here.</source>
        <translation>Wählen Sie ein Bild; seine Objekte stehen dann hier.</translation>
    </message>
    <message>
        <source>Choose an image, and its objects are measured here.</source>
        <translation>Wählen Sie ein Bild, dann werden seine Objekte hier vermessen.</translation>
    </message>
    <message>
        <source>Choose another class.</source>
        <translation>Wählen Sie eine andere Klasse.</translation>
    </message>
    <message>
        <source>Choose another colour</source>
        <translation>Eine andere Farbe wählen</translation>
    </message>
    <message>
        <source>Choose another folder, or name results after DICOM files (--keep-identity).</source>
        <translation>Wählen Sie einen anderen Ordner, oder benennen Sie Ergebnisse nach den DICOM-Dateien (--keep-identity).</translation>
    </message>
    <message>
        <source>Choose another format, for example dicom-seg.</source>
        <translation>Wählen Sie ein anderes Format, zum Beispiel dicom-seg.</translation>
    </message>
    <message>
        <source>Choose another format, for example nifti.</source>
        <translation>Wählen Sie ein anderes Format, zum Beispiel nifti.</translation>
    </message>
    <message>
        <source>Choose another format, or mend the files.</source>
        <translation>Wählen Sie ein anderes Format, oder reparieren Sie die Dateien.</translation>
    </message>
    <message>
        <source>Choose another format.</source>
        <translation>Wählen Sie ein anderes Format.</translation>
    </message>
    <message>
        <source>Choose another generation. Ask whoever gave you the project, or copy the model into its folder models yourself.</source>
        <translation>Wählen Sie eine andere Generation. Fragen Sie, wer Ihnen das Projekt gegeben hat, oder kopieren Sie das Modell selbst in seinen Ordner models.</translation>
    </message>
    <message>
        <source>Choose another image.</source>
        <translation>Wählen Sie ein anderes Bild.</translation>
    </message>
    <message>
        <source>Choose another layer or reader.</source>
        <translation>Wählen Sie eine andere Ebene oder einen anderen Befunder.</translation>
    </message>
    <message>
        <source>Choose another model, or train this one anew.</source>
        <translation>Wählen Sie ein anderes Modell, oder trainieren Sie dieses neu.</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>Wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>Choose another moment.</source>
        <translation>Wählen Sie einen anderen Zeitpunkt.</translation>
    </message>
    <message>
        <source>Choose another name, or merge the two.</source>
        <translation>Wählen Sie einen anderen Namen, oder legen Sie die beiden zusammen.</translation>
    </message>
    <message>
        <source>Choose another name, or move it away.</source>
        <translation>Wählen Sie einen anderen Namen, oder legen Sie es woanders hin.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wählen Sie etwas anderes.</translation>
    </message>
    <message>
        <source>Choose another place</source>
        <translation>Einen anderen Ort wählen</translation>
    </message>
    <message>
        <source>Choose another place.</source>
        <translation>Wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>Choose another.</source>
        <translation>Wählen Sie etwas anderes.</translation>
    </message>
    <message>
        <source>Choose auto or one of: {available}.</source>
        <translation>Wählen Sie auto oder eines von: {available}.</translation>
    </message>
    <message>
        <source>Choose auto.</source>
        <translation>Wählen Sie auto.</translation>
    </message>
    <message>
        <source>Choose class</source>
        <translation>Klasse wählen</translation>
    </message>
    <message>
        <source>Choose cpu, cuda or mps.</source>
        <translation>Wählen Sie cpu, cuda oder mps.</translation>
    </message>
    <message>
        <source>Choose float32, bfloat16 or float16.</source>
        <translation>Wählen Sie float32, bfloat16 oder float16.</translation>
    </message>
    <message>
        <source>Choose its file, or a folder that holds it.</source>
        <translation>Wählen Sie die Datei oder einen Ordner, der sie enthält.</translation>
    </message>
    <message>
        <source>Choose jsonl, or leave them out.</source>
        <translation>Wählen Sie jsonl, oder lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>Choose layer</source>
        <translation>Ebene wählen</translation>
    </message>
    <message>
        <source>Choose model…</source>
        <translation>Modell wählen…</translation>
    </message>
    <message>
        <source>Choose one from the list at the left (Alt+1).</source>
        <translation>Wählen Sie eines aus der Liste links (Alt+1).</translation>
    </message>
    <message>
        <source>Choose one from the list.</source>
        <translation>Wählen Sie eines aus der Liste.</translation>
    </message>
    <message>
        <source>Choose pages</source>
        <translation>Seiten wählen</translation>
    </message>
    <message>
        <source>Choose the COCO file itself.</source>
        <translation>Wählen Sie die COCO-Datei selbst.</translation>
    </message>
    <message>
        <source>Choose the JSON or JSON-MIN file of the project.</source>
        <translation>Wählen Sie die JSON- oder JSON-MIN-Datei des Projekts.</translation>
    </message>
    <message>
        <source>Choose the data set.</source>
        <translation>Wählen Sie den Datensatz.</translation>
    </message>
    <message>
        <source>Choose the encoder the model was trained with.</source>
        <translation>Wählen Sie den Encoder, mit dem das Modell trainiert wurde.</translation>
    </message>
    <message>
        <source>Choose the folder of data.yaml.</source>
        <translation>Wählen Sie den Ordner mit data.yaml.</translation>
    </message>
    <message>
        <source>Choose the folder of pictures and masks.</source>
        <translation>Wählen Sie den Ordner mit Bildern und Masken.</translation>
    </message>
    <message>
        <source>Choose the folder of the annotations and their images.</source>
        <translation>Wählen Sie den Ordner mit den Annotationen und ihren Bildern.</translation>
    </message>
    <message>
        <source>Choose the folder of the images.</source>
        <translation>Wählen Sie den Ordner mit den Bildern.</translation>
    </message>
    <message>
        <source>Choose the folder of the maps.</source>
        <translation>Wählen Sie den Ordner mit den Karten.</translation>
    </message>
    <message>
        <source>Choose the folder of the segmentations and their images.</source>
        <translation>Wählen Sie den Ordner mit den Segmentierungen und ihren Bildern.</translation>
    </message>
    <message>
        <source>Choose the folder of the structure sets and their images.</source>
        <translation>Wählen Sie den Ordner mit den Structure Sets und ihren Bildern.</translation>
    </message>
    <message>
        <source>Choose the folder that holds img, labelcol and the sheet.</source>
        <translation>Wählen Sie den Ordner mit img, labelcol und der Tabelle.</translation>
    </message>
    <message>
        <source>Choose the folder that holds the data set.</source>
        <translation>Wählen Sie den Ordner mit dem Datensatz.</translation>
    </message>
    <message>
        <source>Choose the folder that holds {json_name} and imagesTr.</source>
        <translation>Wählen Sie den Ordner mit {json_name} und imagesTr.</translation>
    </message>
    <message>
        <source>Choose the format of the labels</source>
        <translation>Das Format der Annotationen wählen</translation>
    </message>
    <message>
        <source>Choose the image again and say what becomes of its marks.</source>
        <translation>Wählen Sie das Bild noch einmal und sagen Sie, was aus seinen Markierungen wird.</translation>
    </message>
    <message>
        <source>Choose the images in it.</source>
        <translation>Wählen Sie die Bilder darin.</translation>
    </message>
    <message>
        <source>Choose the images of the study, not its reports.</source>
        <translation>Wählen Sie die Bilder der Studie, nicht ihre Berichte.</translation>
    </message>
    <message>
        <source>Choose the moment again.</source>
        <translation>Wählen Sie den Zeitpunkt noch einmal.</translation>
    </message>
    <message>
        <source>Choose the same width.</source>
        <translation>Wählen Sie dieselbe Breite.</translation>
    </message>
    <message>
        <source>Choose the stains hdab or estimate-hdab.</source>
        <translation>Wählen Sie die Färbungen hdab oder estimate-hdab.</translation>
    </message>
    <message>
        <source>Choose the stains he or hdab.</source>
        <translation>Wählen Sie die Farbstoffe he oder hdab.</translation>
    </message>
    <message>
        <source>Choose two different ones.</source>
        <translation>Wählen Sie zwei verschiedene.</translation>
    </message>
    <message>
        <source>Choose where the new project goes.</source>
        <translation>Wählen Sie, wohin das neue Projekt kommt.</translation>
    </message>
    <message>
        <source>Choose whose left the project means; data that say otherwise are converted.</source>
        <translation>Wählen Sie, wessen Links das Projekt meint; Daten, die etwas anderes sagen, werden umgerechnet.</translation>
    </message>
    <message>
        <source>Choose whose left the sentences mean; it can be changed later.</source>
        <translation>Wählen Sie, wessen Links die Sätze meinen; es lässt sich später ändern.</translation>
    </message>
    <message>
        <source>Choose window and level from the values of this image.</source>
        <translation>Die Fensterung aus den Werten dieses Bildes wählen.</translation>
    </message>
    <message>
        <source>Choose: {title}</source>
        <translation>Wählen: {title}</translation>
    </message>
    <message>
        <source>Chooses the class while the image has the keys.</source>
        <translation>Wählt die Klasse, während das Bild die Tasten hat.</translation>
    </message>
    <message>
        <source>Circularity</source>
        <translation>Rundheit</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>Class &apos;{title}&apos;</source>
        <translation>Klasse „{title}“</translation>
    </message>
    <message>
        <source>Class 1</source>
        <translation>Klasse 1</translation>
    </message>
    <message>
        <source>Class 2</source>
        <translation>Klasse 2</translation>
    </message>
    <message>
        <source>Class 3</source>
        <translation>Klasse 3</translation>
    </message>
    <message>
        <source>Class 4</source>
        <translation>Klasse 4</translation>
    </message>
    <message>
        <source>Class 5</source>
        <translation>Klasse 5</translation>
    </message>
    <message>
        <source>Class 6</source>
        <translation>Klasse 6</translation>
    </message>
    <message>
        <source>Class 7</source>
        <translation>Klasse 7</translation>
    </message>
    <message>
        <source>Class 8</source>
        <translation>Klasse 8</translation>
    </message>
    <message>
        <source>Class 9</source>
        <translation>Klasse 9</translation>
    </message>
    <message>
        <source>Class in the chosen images</source>
        <translation>Klasse in den ausgewählten Bildern</translation>
    </message>
    <message>
        <source>Class of all objects in {images}</source>
        <translation>Klasse aller Objekte ({images})</translation>
    </message>
    <message>
        <source>Class of {title}</source>
        <translation>Klasse von {title}</translation>
    </message>
    <message>
        <source>Class {number} has no name: type one, or remove its row.</source>
        <translation>Klasse {number} hat keinen Namen: Geben Sie einen ein oder entfernen Sie ihre Zeile.</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <source>Classes are in a folder of their own, which the paper&apos;s own loader does not read; masks tell inside from outside.</source>
        <translation>Klassen liegen in einem eigenen Ordner, den der Leser des Artikels nicht liest; Masken trennen innen von außen.</translation>
    </message>
    <message>
        <source>Classes are only in provenance.json; masks tell inside from outside.</source>
        <translation>Klassen stehen nur in provenance.json; Masken trennen innen von außen.</translation>
    </message>
    <message>
        <source>Classes of different layers may overlap in the image</source>
        <translation>Klassen verschiedener Ebenen dürfen sich im Bild überlappen</translation>
    </message>
    <message>
        <source>Classes of objects are only in provenance.json; pixels hold object numbers.</source>
        <translation>Klassen der Objekte stehen nur in provenance.json; Pixel enthalten Nummern von Objekten.</translation>
    </message>
    <message>
        <source>Class…</source>
        <translation>Klasse…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Leeren</translation>
    </message>
    <message>
        <source>Clear the search and the filter</source>
        <translation>Suche und Filter leeren</translation>
    </message>
    <message>
        <source>Click a proposed object or drag around several to accept them; Ctrl or Alt rejects.</source>
        <translation>Vorgeschlagenes Objekt anklicken oder mehrere umfahren, um sie anzunehmen; Strg oder Alt lehnt ab.</translation>
    </message>
    <message>
        <source>Click a row to see the object; Ctrl+C copies the selected rows</source>
        <translation>Ein Klick auf eine Zeile zeigt das Objekt; Strg+C kopiert die gewählten Zeilen</translation>
    </message>
    <message>
        <source>Click a zone to add it, or move with the arrow keys and press Space</source>
        <translation>Klicken Sie auf eine Zone, um sie hinzuzufügen, oder gehen Sie mit den Pfeiltasten und drücken Sie die Leertaste</translation>
    </message>
    <message>
        <source>Click an enclosed area to fill it, Shift+click gives it to the selected object, Ctrl+click (or Alt+click) empties.</source>
        <translation>Ein Klick füllt einen umschlossenen Bereich, Umschalt+Klick gibt ihn dem ausgewählten Objekt, Strg+Klick (oder Alt+Klick) leert ihn.</translation>
    </message>
    <message>
        <source>Click an object to continue it with its class.</source>
        <translation>Klicken Sie auf ein Objekt, um es mit seiner Klasse fortzusetzen.</translation>
    </message>
    <message>
        <source>Click an object to go there</source>
        <translation>Klicken Sie auf ein Objekt, um dorthin zu gehen</translation>
    </message>
    <message>
        <source>Click corners, Return or a double click closes; corners can be moved then. Begun on an object it adds to it; Shift adds to the selected, Ctrl or Alt subtracts.</source>
        <translation>Ecken klicken, Return oder Doppelklick schließt; dann lassen sich Ecken verschieben. Auf einem Objekt begonnen ergänzt es dieses; Umschalt ergänzt das ausgewählte, Strg oder Alt zieht ab.</translation>
    </message>
    <message>
        <source>Click here and press the new keys</source>
        <translation>Klicken Sie hier und drücken Sie die neuen Tasten</translation>
    </message>
    <message>
        <source>Click inside one of its areas.</source>
        <translation>Klicken Sie in einen seiner Bereiche.</translation>
    </message>
    <message>
        <source>Click one, or go on with D and back with A. Below its name stands what is left to do.</source>
        <translation>Klicken Sie auf eines, oder gehen Sie mit D weiter und mit A zurück. Unter dem Namen steht, was noch zu tun ist.</translation>
    </message>
    <message>
        <source>Click removes.</source>
        <translation>Ein Klick entfernt es.</translation>
    </message>
    <message>
        <source>Click selects, drag moves, Ctrl+click (or Alt+click) deletes an object. A line drawn from the background around objects selects them; a class key then changes them all.</source>
        <translation>Klicken wählt aus, Ziehen verschiebt, Strg+Klick (oder Alt+Klick) löscht ein Objekt. Eine Linie vom Hintergrund um Objekte herum wählt sie aus; eine Klassentaste ändert sie dann alle.</translation>
    </message>
    <message>
        <source>Click to add it to the sentence.</source>
        <translation>Ein Klick nimmt es in den Satz auf.</translation>
    </message>
    <message>
        <source>Click to change or remove; Delete removes.</source>
        <translation>Ein Klick ändert oder entfernt es; Entf entfernt es.</translation>
    </message>
    <message>
        <source>Click to see it in the image; Space does the same</source>
        <translation>Ein Klick zeigt es im Bild; die Leertaste tut dasselbe</translation>
    </message>
    <message>
        <source>Click to take similar pixels, drag away to take more; Shift adds them to the selected object, Ctrl (or Alt) subtracts. Tolerance: how similar.</source>
        <translation>Klick nimmt ähnliche Pixel, Wegziehen nimmt mehr; Umschalt gibt sie dem ausgewählten Objekt, Strg (oder Alt) zieht ab. Toleranz: wie ähnlich.</translation>
    </message>
    <message>
        <source>Click twice inside the object to split.</source>
        <translation>Klicken Sie zweimal in das Objekt, das geteilt werden soll.</translation>
    </message>
    <message>
        <source>Click where it is denser, or move with the arrow keys and press Space</source>
        <translation>Klicken Sie, wo es dichter ist, oder gehen Sie mit den Pfeiltasten und drücken Sie die Leertaste</translation>
    </message>
    <message>
        <source>Click: stamps, sets a corner, picks; with Ctrl takes away</source>
        <translation>Klicken: stempelt, setzt eine Ecke, wählt aus; mit Strg nimmt es weg</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close and lose them</source>
        <translation>Schließen und sie verlieren</translation>
    </message>
    <message>
        <source>Close it there first, or go on working there.</source>
        <translation>Schließen Sie es dort zuerst, oder arbeiten Sie dort weiter.</translation>
    </message>
    <message>
        <source>Close its outline first, or draw it as a polygon.</source>
        <translation>Schließen Sie zuerst den Umriss, oder zeichnen Sie ihn als Polygon.</translation>
    </message>
    <message>
        <source>Close other programs or predict on a smaller image.</source>
        <translation>Schließen Sie andere Programme, oder nehmen Sie ein kleineres Bild.</translation>
    </message>
    <message>
        <source>Close other programs, or save it in tiles.</source>
        <translation>Schließen Sie andere Programme, oder speichern Sie es in Kacheln.</translation>
    </message>
    <message>
        <source>Close project</source>
        <translation>Projekt schließen</translation>
    </message>
    <message>
        <source>Close the other window and open it again.</source>
        <translation>Schließen Sie das andere Fenster und öffnen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Close the outline</source>
        <translation>Umriss schließen</translation>
    </message>
    <message>
        <source>Close the project; `lvit project repair` makes it again from the history.</source>
        <translation>Schließen Sie das Projekt; `lvit project repair` stellt es aus dem Verlauf wieder her.</translation>
    </message>
    <message>
        <source>Close the window without the changes that could not be saved</source>
        <translation>Das Fenster ohne die Änderungen schließen, die nicht gespeichert werden konnten</translation>
    </message>
    <message>
        <source>Close the window; everything is saved already.</source>
        <translation>Das Fenster schließen; alles ist schon gespeichert.</translation>
    </message>
    <message>
        <source>Close this window (Esc)</source>
        <translation>Dieses Fenster schließen (Esc)</translation>
    </message>
    <message>
        <source>Close without them</source>
        <translation>Ohne sie schließen</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Farbe</translation>
    </message>
    <message>
        <source>Colour of the class</source>
        <translation>Farbe der Klasse</translation>
    </message>
    <message>
        <source>Colour {colour}</source>
        <translation>Farbe {colour}</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>Spalten…</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>Verdichten</translation>
    </message>
    <message>
        <source>Compacting the project</source>
        <translation>Das Projekt wird verdichtet</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Vergleichen</translation>
    </message>
    <message>
        <source>Compare generations</source>
        <translation>Generationen vergleichen</translation>
    </message>
    <message>
        <source>Compare generations…</source>
        <translation>Generationen vergleichen…</translation>
    </message>
    <message>
        <source>Compare my work with the model</source>
        <translation>Meine Arbeit mit dem Modell vergleichen</translation>
    </message>
    <message>
        <source>Compare with other readers…</source>
        <translation>Mit anderen Befundern vergleichen…</translation>
    </message>
    <message>
        <source>Compare with the sentence the mask would have</source>
        <translation>Mit dem Satz vergleichen, den die Maske hätte</translation>
    </message>
    <message>
        <source>Completions</source>
        <translation>Ergänzungen</translation>
    </message>
    <message>
        <source>Confirm as judging truth</source>
        <translation>Als Maßstab bestätigen</translation>
    </message>
    <message>
        <source>Confirm as truth</source>
        <translation>Als Maßstab bestätigen</translation>
    </message>
    <message>
        <source>Confirm {images} as judging truth</source>
        <translation>{images} als Maßstab bestätigen</translation>
    </message>
    <message>
        <source>Connect it again and try again; if it stays so, the disk may be failing.</source>
        <translation>Schließen Sie ihn wieder an und versuchen Sie es noch einmal; bleibt es so, ist der Datenträger vielleicht defekt.</translation>
    </message>
    <message>
        <source>Connect it again, or allow writing to it; earlier work is safe.</source>
        <translation>Schließen Sie ihn wieder an, oder erlauben Sie das Schreiben; frühere Arbeit ist sicher.</translation>
    </message>
    <message>
        <source>Connect its disk, or use File &gt; Find missing images.</source>
        <translation>Schließen Sie die Platte an, oder nehmen Sie Datei &gt; Fehlende Bilder suchen.</translation>
    </message>
    <message>
        <source>Consolidation</source>
        <translation>Konsolidierung</translation>
    </message>
    <message>
        <source>Continue where training was paused or stopped.</source>
        <translation>Weitermachen, wo das Training angehalten oder beendet wurde.</translation>
    </message>
    <message>
        <source>Contour</source>
        <translation>Kontur</translation>
    </message>
    <message>
        <source>Contours of regions that belong to DICOM images</source>
        <translation>Konturen von Regionen, die zu DICOM-Bildern gehören</translation>
    </message>
    <message>
        <source>Convert the image first.</source>
        <translation>Wandeln Sie das Bild zuerst um.</translation>
    </message>
    <message>
        <source>Convert {sentences}</source>
        <translation>Umrechnen: {sentences}</translation>
    </message>
    <message>
        <source>Copied the sums.</source>
        <translation>Die Summen sind kopiert.</translation>
    </message>
    <message>
        <source>Copied {rows}.</source>
        <translation>{rows} kopiert.</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>Kopiert.</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy all lines as text</source>
        <translation>Alle Zeilen als Text kopieren</translation>
    </message>
    <message>
        <source>Copy from other image</source>
        <translation>Von anderem Bild kopieren</translation>
    </message>
    <message>
        <source>Copy from previous image</source>
        <translation>Vom vorigen Bild kopieren</translation>
    </message>
    <message>
        <source>Copy its folder into {folder}.</source>
        <translation>Kopieren Sie seinen Ordner nach {folder}.</translation>
    </message>
    <message>
        <source>Copy or download them again.</source>
        <translation>Kopieren oder laden Sie sie noch einmal.</translation>
    </message>
    <message>
        <source>Copy or export it again.</source>
        <translation>Kopieren oder exportieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Copy text</source>
        <translation>Text kopieren</translation>
    </message>
    <message>
        <source>Copy the chosen messages, or all of them, as text</source>
        <translation>Die gewählten Meldungen, sonst alle, als Text kopieren</translation>
    </message>
    <message>
        <source>Copy the folder to the same place.</source>
        <translation>Kopieren Sie den Ordner an dieselbe Stelle.</translation>
    </message>
    <message>
        <source>Copy the report to send it</source>
        <translation>Den Bericht kopieren, um ihn zu senden</translation>
    </message>
    <message>
        <source>Copying needs images of the same size.</source>
        <translation>Zum Kopieren müssen die Bilder gleich groß sein.</translation>
    </message>
    <message>
        <source>Copying the table</source>
        <translation>Tabelle wird kopiert</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>Korrigieren</translation>
    </message>
    <message>
        <source>Correct its config.toml, or choose another model.</source>
        <translation>Berichtigen Sie seine config.toml, oder wählen Sie ein anderes Modell.</translation>
    </message>
    <message>
        <source>Correct or delete it.</source>
        <translation>Korrigieren oder löschen Sie es.</translation>
    </message>
    <message>
        <source>Correct sentence</source>
        <translation>Satz korrigieren</translation>
    </message>
    <message>
        <source>Correct the declaration</source>
        <translation>Angabe korrigieren</translation>
    </message>
    <message>
        <source>Correct the declaration of sides…</source>
        <translation>Seitenangabe korrigieren…</translation>
    </message>
    <message>
        <source>Correct the sides</source>
        <translation>Die Seiten korrigieren</translation>
    </message>
    <message>
        <source>Count objects from 1.</source>
        <translation>Zählen Sie Objekte ab 1.</translation>
    </message>
    <message>
        <source>Counting objects</source>
        <translation>Objekte werden gezählt</translation>
    </message>
    <message>
        <source>Create project</source>
        <translation>Projekt anlegen</translation>
    </message>
    <message>
        <source>Crosshair at x {x}, y {y}</source>
        <translation>Fadenkreuz bei x {x}, y {y}</translation>
    </message>
    <message>
        <source>Ctrl+L says that the image is labeled: the model learns from it when you start the training. The key ? shows at any time what works now.</source>
        <translation>Strg+L sagt, dass das Bild annotiert ist: Das Modell lernt daraus, wenn Sie das Training starten. Die Taste ? zeigt jederzeit, was jetzt geht.</translation>
    </message>
    <message>
        <source>Ctrl+Return asks the model. Its answer is amber: it is a proposal and nothing more.</source>
        <translation>Strg+Return fragt das Modell. Seine Antwort ist bernsteinfarben: Sie ist ein Vorschlag und nicht mehr.</translation>
    </message>
    <message>
        <source>Ctrl+Z takes it back</source>
        <translation>Strg+Z nimmt es zurück</translation>
    </message>
    <message>
        <source>Ctrl+Z takes it back for all of them</source>
        <translation>Strg+Z nimmt es für alle zurück</translation>
    </message>
    <message>
        <source>Ctrl+Z takes it back.</source>
        <translation>Strg+Z nimmt es zurück.</translation>
    </message>
    <message>
        <source>Cyrillic text (Windows-1251)</source>
        <translation>Kyrillischer Text (Windows-1251)</translation>
    </message>
    <message>
        <source>DAB</source>
        <translation>DAB</translation>
    </message>
    <message>
        <source>DICOM RT structure set</source>
        <translation>DICOM RT Structure Set</translation>
    </message>
    <message>
        <source>DICOM SEG</source>
        <translation>DICOM SEG</translation>
    </message>
    <message>
        <source>DICOM annotations</source>
        <translation>DICOM-Annotationen</translation>
    </message>
    <message>
        <source>DICOM objects need the package highdicom.</source>
        <translation>DICOM-Objekte brauchen das Paket highdicom.</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Dark suits reading rooms; &apos;System&apos; follows the desktop.</source>
        <translation>Dunkel passt zum Befundungsraum; „System“ folgt dem Desktop.</translation>
    </message>
    <message>
        <source>Data are being imported into this project.</source>
        <translation>In dieses Projekt werden Daten importiert.</translation>
    </message>
    <message>
        <source>Data set</source>
        <translation>Datensatz</translation>
    </message>
    <message>
        <source>Decide when all of it is there.</source>
        <translation>Entscheiden Sie, wenn alles da ist.</translation>
    </message>
    <message>
        <source>Deciding of a pseudo label</source>
        <translation>Entscheidung über ein Pseudo-Label</translation>
    </message>
    <message>
        <source>Default</source>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Delete a class</source>
        <translation>Klasse löschen</translation>
    </message>
    <message>
        <source>Delete object</source>
        <translation>Objekt löschen</translation>
    </message>
    <message>
        <source>Delete objects</source>
        <translation>Objekte löschen</translation>
    </message>
    <message>
        <source>Delete the class</source>
        <translation>Die Klasse löschen</translation>
    </message>
    <message>
        <source>Delete the folder {name} of the run; training goes on without it.</source>
        <translation>Löschen Sie den Ordner {name} des Laufs; das Training läuft ohne ihn weiter.</translation>
    </message>
    <message>
        <source>Delete the masks, sentences and history of these images</source>
        <translation>Masken, Sätze und Verlauf dieser Bilder löschen</translation>
    </message>
    <message>
        <source>Delete the run&apos;s folder and start it again.</source>
        <translation>Löschen Sie den Ordner des Laufs und starten Sie ihn neu.</translation>
    </message>
    <message>
        <source>Delete {number} objects</source>
        <translation>{number} Objekte löschen</translation>
    </message>
    <message>
        <source>Delete {words}</source>
        <translation>Löschen: {words}</translation>
    </message>
    <message>
        <source>Deletes the selected objects; undo brings them back</source>
        <translation>Löscht die ausgewählten Objekte; Rückgängig bringt sie zurück</translation>
    </message>
    <message>
        <source>Density (per million px)</source>
        <translation>Dichte (je Million px)</translation>
    </message>
    <message>
        <source>Density (per mm²)</source>
        <translation>Dichte (pro mm²)</translation>
    </message>
    <message>
        <source>Density and shares are told once the image is marked as labeled (Ctrl+L).</source>
        <translation>Dichte und Anteile stehen hier, sobald das Bild als annotiert markiert ist (Strg+L).</translation>
    </message>
    <message>
        <source>Density of objects</source>
        <translation>Dichte der Objekte</translation>
    </message>
    <message>
        <source>Density of the class in hand</source>
        <translation>Dichte der gewählten Klasse</translation>
    </message>
    <message>
        <source>Density, labeled images (per million px)</source>
        <translation>Dichte, annotierte Bilder (je Million px)</translation>
    </message>
    <message>
        <source>Density, labeled images (per mm²)</source>
        <translation>Dichte, annotierte Bilder (pro mm²)</translation>
    </message>
    <message>
        <source>Describe what you see to guide it.</source>
        <translation>Beschreiben Sie, was Sie sehen, um das Modell zu leiten.</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Deutsch</source>
        <translation>Deutsch</translation>
    </message>
    <message>
        <source>Diameter of brush and eraser</source>
        <translation>Durchmesser von Pinsel und Radierer</translation>
    </message>
    <message>
        <source>Diameter of brush and eraser; [ and ] change it</source>
        <translation>Durchmesser von Pinsel und Radierer; [ und ] ändern ihn</translation>
    </message>
    <message>
        <source>Dice on the hold-out images and how much pseudo labels still change</source>
        <translation>Dice auf den zurückgehaltenen Bildern und wie sehr sich Pseudo-Labels noch ändern</translation>
    </message>
    <message>
        <source>Dice on the hold-out images appears here after the first generation.</source>
        <translation>Dice auf den zurückgehaltenen Bildern erscheint hier nach der ersten Generation.</translation>
    </message>
    <message>
        <source>Did &apos;left&apos; always mean the {side}?</source>
        <translation>Hat „links“ immer „{side}“ bedeutet?</translation>
    </message>
    <message>
        <source>Dilate</source>
        <translation>Erweitern</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Dismiss this message</source>
        <translation>Diese Meldung ausblenden</translation>
    </message>
    <message>
        <source>Do it</source>
        <translation>Ausführen</translation>
    </message>
    <message>
        <source>Do not trust the answer; choose another model or image.</source>
        <translation>Trauen Sie der Antwort nicht; wählen Sie ein anderes Modell oder Bild.</translation>
    </message>
    <message>
        <source>Do not trust the data: ask whoever gave them to you.</source>
        <translation>Trauen Sie den Daten nicht: Fragen Sie, wer sie Ihnen gegeben hat.</translation>
    </message>
    <message>
        <source>Do not trust the project: ask whoever gave it to you. `lvit project restore` goes back to a backup.</source>
        <translation>Vertrauen Sie dem Projekt nicht: Fragen Sie, wer es Ihnen gegeben hat. `lvit project restore` geht zu einer Sicherung zurück.</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Done and checked: {text}</source>
        <translation>Fertig und geprüft: {text}</translation>
    </message>
    <message>
        <source>Done. The project is in {folder}.</source>
        <translation>Fertig. Das Projekt liegt in {folder}.</translation>
    </message>
    <message>
        <source>DownViT1: text enters</source>
        <translation>DownViT1: Text kommt hinzu</translation>
    </message>
    <message>
        <source>Dr. B</source>
        <translation>Dr. B</translation>
    </message>
    <message>
        <source>Drag a line across an object, or click two points inside it.</source>
        <translation>Ziehen Sie eine Linie über ein Objekt, oder klicken Sie zwei Punkte darin.</translation>
    </message>
    <message>
        <source>Drag around an area: begun on an object it adds to it, else it is a new one. Shift adds to the selected, Ctrl or Alt subtracts.</source>
        <translation>Um einen Bereich ziehen: Auf einem Objekt begonnen ergänzt er es, sonst ist er ein neues. Umschalt ergänzt das ausgewählte, Strg oder Alt zieht ab.</translation>
    </message>
    <message>
        <source>Drag around an area; what lies within the threshold is taken.</source>
        <translation>Bereich umfahren; was in der Schwelle liegt, wird genommen.</translation>
    </message>
    <message>
        <source>Drag from one object to the next, or click one after the other.</source>
        <translation>Ziehen Sie von einem Objekt zum nächsten, oder klicken Sie eines nach dem anderen.</translation>
    </message>
    <message>
        <source>Drag from one object to the other.</source>
        <translation>Ziehen Sie von einem Objekt zum anderen.</translation>
    </message>
    <message>
        <source>Drag over the plot to select the objects there; click to let go</source>
        <translation>Ziehen wählt die Objekte dort aus; ein Klick hebt die Auswahl auf</translation>
    </message>
    <message>
        <source>Drag to erase, [ and ] change the size.</source>
        <translation>Ziehen radiert, [ und ] ändern die Größe.</translation>
    </message>
    <message>
        <source>Drag to move the image; holding Space does too.</source>
        <translation>Ziehen verschiebt das Bild; die gehaltene Leertaste tut es auch.</translation>
    </message>
    <message>
        <source>Drag to paint: on an object adds to it, elsewhere begins a new one. Shift adds to the selected, Ctrl or Alt erases, [ and ] change the size.</source>
        <translation>Ziehen malt: Auf einem Objekt ergänzt es dieses, sonst beginnt ein neues. Umschalt ergänzt das ausgewählte, Strg oder Alt radiert, [ und ] ändern die Größe.</translation>
    </message>
    <message>
        <source>Draw &apos;{title}&apos; next</source>
        <translation>„{title}“ als Nächstes zeichnen</translation>
    </message>
    <message>
        <source>Draw around the middle of those you accept.</source>
        <translation>Ziehen Sie um die Mitte derer, die Sie annehmen.</translation>
    </message>
    <message>
        <source>Draw it again.</source>
        <translation>Zeichnen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Draw it as a polygon.</source>
        <translation>Zeichnen Sie es als Polygon.</translation>
    </message>
    <message>
        <source>Draw it over what has been looked at.</source>
        <translation>Zeichnen Sie sie über das, was angesehen wurde.</translation>
    </message>
    <message>
        <source>Draw next</source>
        <translation>Als Nächstes zeichnen</translation>
    </message>
    <message>
        <source>Draw on a darker place.</source>
        <translation>Zeichnen Sie an einer dunkleren Stelle.</translation>
    </message>
    <message>
        <source>Draw on places where only one of the stains lies.</source>
        <translation>Zeichnen Sie dort, wo nur einer der Farbstoffe liegt.</translation>
    </message>
    <message>
        <source>Draw or accept some first.</source>
        <translation>Zeichnen Sie zuerst welche, oder nehmen Sie welche an.</translation>
    </message>
    <message>
        <source>Draw the line from one side of the object to the other.</source>
        <translation>Ziehen Sie die Linie von einer Seite des Objekts zur anderen.</translation>
    </message>
    <message>
        <source>Draw which part is annotated; what lies outside is unknown</source>
        <translation>Zeichnen, welcher Teil annotiert ist; was außerhalb liegt, ist unbekannt</translation>
    </message>
    <message>
        <source>Draw which part you look at. What lies outside is unknown, and choosing another layer goes back to labels.</source>
        <translation>Zeichnen Sie, welchen Teil Sie ansehen. Was außerhalb liegt, ist unbekannt; mit der Wahl einer anderen Ebene geht es zurück zu den Markierungen.</translation>
    </message>
    <message>
        <source>Draw with any tool which part you look at; what lies outside is unknown from then on.</source>
        <translation>Mit einem beliebigen Werkzeug zeichnen, welchen Teil Sie ansehen; was außerhalb liegt, ist von da an unbekannt.</translation>
    </message>
    <message>
        <source>Draw with keys</source>
        <translation>Mit Tasten zeichnen</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>Zeichnen</translation>
    </message>
    <message>
        <source>Drawing chests</source>
        <translation>Thoraxbilder werden gezeichnet</translation>
    </message>
    <message>
        <source>Drawing the figure</source>
        <translation>Abbildung wird gezeichnet</translation>
    </message>
    <message>
        <source>Drawing with keys</source>
        <translation>Zeichnen mit Tasten</translation>
    </message>
    <message>
        <source>Drop files or folders anywhere on the window, or choose them.</source>
        <translation>Ziehen Sie Dateien oder Ordner auf das Fenster, oder wählen Sie sie.</translation>
    </message>
    <message>
        <source>Drop images here</source>
        <translation>Bilder hierher ziehen</translation>
    </message>
    <message>
        <source>Each generation may change it again</source>
        <translation>Jede Generation darf es wieder ändern</translation>
    </message>
    <message>
        <source>Each stain as a picture, and its vectors</source>
        <translation>Jede Färbung als Bild, und ihre Vektoren</translation>
    </message>
    <message>
        <source>Eccentricity</source>
        <translation>Exzentrizität</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit the layer &apos;{title}&apos;; the others stay visible as contours</source>
        <translation>Die Ebene „{title}“ bearbeiten; die anderen bleiben als Konturen sichtbar</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>Aufwand</translation>
    </message>
    <message>
        <source>Empty: no limit. With both empty the threshold tool divides by itself.</source>
        <translation>Leer: keine Grenze. Sind beide leer, teilt die Schwelle von selbst.</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Ende</translation>
    </message>
    <message>
        <source>End the tour (Esc)</source>
        <translation>Den Rundgang beenden (Esc)</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Eosin</source>
        <translation>Eosin</translation>
    </message>
    <message>
        <source>Epithelial</source>
        <translation>Epithelial</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>Erase it, or draw it again in its class.</source>
        <translation>Radieren Sie es, oder zeichnen Sie es neu in seiner Klasse.</translation>
    </message>
    <message>
        <source>Eraser</source>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Erode</source>
        <translation>Schrumpfen</translation>
    </message>
    <message>
        <source>Estimated from its own colours (Macenko)</source>
        <translation>Aus seinen eigenen Farben geschätzt (Macenko)</translation>
    </message>
    <message>
        <source>Every generation of this project. Put one in force or go back.</source>
        <translation>Alle Generationen dieses Projekts. Setzen Sie eine in Kraft, oder kehren Sie zurück.</translation>
    </message>
    <message>
        <source>Every image is held out: images/train is empty.</source>
        <translation>Jedes Bild ist zurückgehalten: images/train ist leer.</translation>
    </message>
    <message>
        <source>Every new project can be of this kind.</source>
        <translation>Jedes neue Projekt kann von dieser Art sein.</translation>
    </message>
    <message>
        <source>Every object and every image of the project, as two CSV tables</source>
        <translation>Jedes Objekt und jedes Bild des Projekts, als zwei CSV-Tabellen</translation>
    </message>
    <message>
        <source>Every object in them gets this class, in the layer that has it.</source>
        <translation>Jedes Objekt darin bekommt diese Klasse, in der Ebene, die sie hat.</translation>
    </message>
    <message>
        <source>Every other image is labeled.</source>
        <translation>Alle anderen Bilder sind annotiert.</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export another format, such as geojson.</source>
        <translation>Exportieren Sie in einem anderen Format, zum Beispiel geojson.</translation>
    </message>
    <message>
        <source>Export into</source>
        <translation>Exportieren nach</translation>
    </message>
    <message>
        <source>Export it again without them.</source>
        <translation>Exportieren Sie es noch einmal ohne sie.</translation>
    </message>
    <message>
        <source>Export it again.</source>
        <translation>Exportieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Export it in grey or RGB.</source>
        <translation>Exportieren Sie es in Grau oder RGB.</translation>
    </message>
    <message>
        <source>Export it in parts.</source>
        <translation>Exportieren Sie es in Teilen.</translation>
    </message>
    <message>
        <source>Export it uncompressed or with JPEG, JPEG-LS or JPEG 2000.</source>
        <translation>Exportieren Sie es unkomprimiert oder mit JPEG, JPEG-LS oder JPEG 2000.</translation>
    </message>
    <message>
        <source>Export it without compression of the whole file.</source>
        <translation>Exportieren Sie es, ohne die ganze Datei zu komprimieren.</translation>
    </message>
    <message>
        <source>Export one frame.</source>
        <translation>Exportieren Sie ein Einzelbild.</translation>
    </message>
    <message>
        <source>Export the image again.</source>
        <translation>Exportieren Sie das Bild noch einmal.</translation>
    </message>
    <message>
        <source>Export the labels of fewer images into a file.</source>
        <translation>Exportieren Sie die Annotationen von weniger Bildern in eine Datei.</translation>
    </message>
    <message>
        <source>Exported to {name}.</source>
        <translation>Exportiert nach {name}.</translation>
    </message>
    <message>
        <source>Exporting {name}</source>
        <translation>Export: {name}</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>False sentences</source>
        <translation>Falsche Sätze</translation>
    </message>
    <message>
        <source>Favourites and earlier sentences</source>
        <translation>Favoriten und frühere Sätze</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>File &gt; Project care &gt; Repair mends what it can, after a backup.</source>
        <translation>Datei &gt; Projektpflege &gt; Reparieren behebt, was es kann, nach einer Sicherung.</translation>
    </message>
    <message>
        <source>File not found</source>
        <translation>Datei nicht gefunden</translation>
    </message>
    <message>
        <source>Files are written to a temporary folder, read back and checked before they appear.</source>
        <translation>Die Dateien werden in einen vorläufigen Ordner geschrieben, zurückgelesen und geprüft, bevor sie erscheinen.</translation>
    </message>
    <message>
        <source>Fill</source>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <translation>Löcher füllen</translation>
    </message>
    <message>
        <source>Fill the holes of an object. Acts on the selected object, or on all of the layer.</source>
        <translation>Die Löcher eines Objekts füllen. Wirkt auf das ausgewählte Objekt oder auf die ganze Ebene.</translation>
    </message>
    <message>
        <source>Filled</source>
        <translation>Gefüllt</translation>
    </message>
    <message>
        <source>Filled areas with a contour, or the contour alone.</source>
        <translation>Gefüllte Flächen mit Kontur oder nur die Kontur.</translation>
    </message>
    <message>
        <source>Filter images</source>
        <translation>Bilder filtern</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>Alles finden</translation>
    </message>
    <message>
        <source>Find anything…</source>
        <translation>Alles finden…</translation>
    </message>
    <message>
        <source>Find missing images…</source>
        <translation>Fehlende Bilder suchen…</translation>
    </message>
    <message>
        <source>Find the right file, or leave the image out.</source>
        <translation>Suchen Sie die richtige Datei, oder lassen Sie das Bild aus.</translation>
    </message>
    <message>
        <source>Find the right file…</source>
        <translation>Die richtige Datei suchen…</translation>
    </message>
    <message>
        <source>Finish it</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <source>Finish it or press Escape first.</source>
        <translation>Schließen Sie es ab, oder drücken Sie zuerst Esc.</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>First</source>
        <translation>Erste</translation>
    </message>
    <message>
        <source>First ten</source>
        <translation>Erste zehn</translation>
    </message>
    <message>
        <source>Fit image</source>
        <translation>Bild einpassen</translation>
    </message>
    <message>
        <source>Flags of images are not read: {names}.</source>
        <translation>Kennzeichen von Bildern werden nicht gelesen: {names}.</translation>
    </message>
    <message>
        <source>Fold to a dot</source>
        <translation>Zu einem Punkt falten</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folders as nnU-Net expects them for training</source>
        <translation>Ordner, wie nnU-Net sie zum Trainieren erwartet</translation>
    </message>
    <message>
        <source>Folders of images and masks with a sheet of sentences</source>
        <translation>Ordner mit Bildern und Masken und einer Tabelle der Sätze</translation>
    </message>
    <message>
        <source>Folders with a line per image: image, sentence, mask</source>
        <translation>Ordner mit einer Zeile je Bild: Bild, Satz, Maske</translation>
    </message>
    <message>
        <source>Following the picture</source>
        <translation>Die Markierungen folgen dem Bild</translation>
    </message>
    <message>
        <source>Follows your words; the image alone shows nothing there.</source>
        <translation>Folgt Ihren Worten; das Bild allein zeigt dort nichts.</translation>
    </message>
    <message>
        <source>Follows your words; the image alone shows {share:.0%} of it.</source>
        <translation>Folgt Ihren Worten; das Bild allein zeigt {share:.0%} davon.</translation>
    </message>
    <message>
        <source>Follows your words; what the image alone shows was not asked.</source>
        <translation>Folgt Ihren Worten; was das Bild allein zeigt, wurde nicht gefragt.</translation>
    </message>
    <message>
        <source>For all images of this kind in the project.</source>
        <translation>Für alle Bilder dieser Art im Projekt.</translation>
    </message>
    <message>
        <source>For example 0.2,0.4,0.6.</source>
        <translation>Zum Beispiel 0.2,0.4,0.6.</translation>
    </message>
    <message>
        <source>For images whose files do not say how large a pixel is</source>
        <translation>Für Bilder, deren Dateien nicht sagen, wie groß ein Pixel ist</translation>
    </message>
    <message>
        <source>Forget this favourite</source>
        <translation>Diesen Favoriten vergessen</translation>
    </message>
    <message>
        <source>Forget what was said of these images alone</source>
        <translation>Vergessen, was nur zu diesen Bildern gesagt wurde</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>Gefunden</translation>
    </message>
    <message>
        <source>Free some space on the disk.</source>
        <translation>Machen Sie Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <source>Free space on the disk or connect it again; the program keeps trying to save.</source>
        <translation>Machen Sie Platz auf dem Datenträger, oder schließen Sie ihn wieder an; das Programm versucht weiter zu speichern.</translation>
    </message>
    <message>
        <source>Free words, as they are typed</source>
        <translation>Freie Worte, wie sie getippt werden</translation>
    </message>
    <message>
        <source>From a folder of films to labels, with pictures; no network is needed.</source>
        <translation>Von einem Ordner mit Röntgenbildern zu Annotationen, mit Bildern; ohne Netzwerk.</translation>
    </message>
    <message>
        <source>From the image</source>
        <translation>Aus dem Bild</translation>
    </message>
    <message>
        <source>From the mask</source>
        <translation>Aus der Maske</translation>
    </message>
    <message>
        <source>From the selected object</source>
        <translation>Vom gewählten Objekt</translation>
    </message>
    <message>
        <source>From tiles or a slide to outlined nuclei, with pictures; no network is needed.</source>
        <translation>Von Kacheln oder einem Schnittpräparat zu umrissenen Zellkernen, mit Bildern; ohne Netzwerk.</translation>
    </message>
    <message>
        <source>From which picture of {name} generation {generation} made it was not noted.</source>
        <translation>Aus welchem Bild von {name} Generation {generation} es gemacht hat, wurde nicht vermerkt.</translation>
    </message>
    <message>
        <source>From {size} px on the sentence is true.</source>
        <translation>Ab {size} px stimmt der Satz.</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>GPU (CUDA)</source>
        <translation>GPU (CUDA)</translation>
    </message>
    <message>
        <source>GPU (Metal)</source>
        <translation>GPU (Metal)</translation>
    </message>
    <message>
        <source>Generation</source>
        <translation>Generation</translation>
    </message>
    <message>
        <source>Generation {number}</source>
        <translation>Generation {number}</translation>
    </message>
    <message>
        <source>Generation {number} makes the proposals now.</source>
        <translation>Generation {number} macht jetzt die Vorschläge.</translation>
    </message>
    <message>
        <source>Generation {number}: {area:.1f} % marked, probability changed by {change:.1f} %</source>
        <translation>Generation {number}: {area:.1f} % markiert, Wahrscheinlichkeit um {change:.1f} % geändert</translation>
    </message>
    <message>
        <source>Generation {number}{force}</source>
        <translation>Generation {number}{force}</translation>
    </message>
    <message>
        <source>Generations</source>
        <translation>Generationen</translation>
    </message>
    <message>
        <source>Generations...</source>
        <translation>Generationen...</translation>
    </message>
    <message>
        <source>Generations…</source>
        <translation>Generationen…</translation>
    </message>
    <message>
        <source>Give --resume, or another --out folder.</source>
        <translation>Geben Sie --resume an oder einen anderen Ordner für --out.</translation>
    </message>
    <message>
        <source>Give a checkpoint of the network.</source>
        <translation>Geben Sie einen Checkpoint des Netzes an.</translation>
    </message>
    <message>
        <source>Give a file.</source>
        <translation>Geben Sie eine Datei an.</translation>
    </message>
    <message>
        <source>Give a folder in the LViT layout: img/, labelcol/ and a sheet *_text.xlsx.</source>
        <translation>Geben Sie einen Ordner im LViT-Aufbau an: img/, labelcol/ und eine Tabelle *_text.xlsx.</translation>
    </message>
    <message>
        <source>Give a folder of your own for the training.</source>
        <translation>Geben Sie einen eigenen Ordner für das Training an.</translation>
    </message>
    <message>
        <source>Give a model folder, a .safetensors file or a known name: {known}.</source>
        <translation>Geben Sie einen Modellordner, eine .safetensors-Datei oder einen bekannten Namen an: {known}.</translation>
    </message>
    <message>
        <source>Give a name</source>
        <translation>Namen angeben</translation>
    </message>
    <message>
        <source>Give a new folder.</source>
        <translation>Geben Sie einen neuen Ordner an.</translation>
    </message>
    <message>
        <source>Give a number from 1 on, or all.</source>
        <translation>Geben Sie eine Zahl ab 1 an oder all.</translation>
    </message>
    <message>
        <source>Give all of them the same sentence</source>
        <translation>Allen denselben Satz geben</translation>
    </message>
    <message>
        <source>Give it a name.</source>
        <translation>Geben Sie ihr einen Namen.</translation>
    </message>
    <message>
        <source>Give it to {images}</source>
        <translation>Geben: {images}</translation>
    </message>
    <message>
        <source>Give it up</source>
        <translation>Aufgeben</translation>
    </message>
    <message>
        <source>Give labels to those without, leave the others</source>
        <translation>Annotationen denen geben, die keine haben; die anderen lassen</translation>
    </message>
    <message>
        <source>Give one for each of {names}.</source>
        <translation>Geben Sie je einen für {names} an.</translation>
    </message>
    <message>
        <source>Give one optical density (positive or not), or three that ascend (weak, moderate, strong).</source>
        <translation>Geben Sie eine optische Dichte an (positiv oder nicht) oder drei aufsteigende (schwach, mittel, stark).</translation>
    </message>
    <message>
        <source>Give room that the project file no longer needs back to the disk.</source>
        <translation>Platz, den die Projektdatei nicht mehr braucht, dem Datenträger zurückgeben.</translation>
    </message>
    <message>
        <source>Give the class a name.</source>
        <translation>Geben Sie der Klasse einen Namen.</translation>
    </message>
    <message>
        <source>Give the file and the template in it the same name.</source>
        <translation>Geben Sie der Datei und der Vorlage darin denselben Namen.</translation>
    </message>
    <message>
        <source>Give the folder of a run.</source>
        <translation>Geben Sie den Ordner eines Laufs an.</translation>
    </message>
    <message>
        <source>Give the folder that holds MoNuSeg, bbbc038_tissue_cc0, cxr_lesions and cxr_lungs_ccby.</source>
        <translation>Geben Sie den Ordner mit MoNuSeg, bbbc038_tissue_cc0, cxr_lesions und cxr_lungs_ccby an.</translation>
    </message>
    <message>
        <source>Give the folder that holds both, in the layout of the paper&apos;s code.</source>
        <translation>Geben Sie den Ordner an, der beide enthält, im Aufbau des Codes zum Artikel.</translation>
    </message>
    <message>
        <source>Give the name of the reader.</source>
        <translation>Geben Sie den Namen des Befunders an.</translation>
    </message>
    <message>
        <source>Give the project a name.</source>
        <translation>Geben Sie dem Projekt einen Namen.</translation>
    </message>
    <message>
        <source>Give the selected object another class.</source>
        <translation>Dem ausgewählten Objekt eine andere Klasse geben.</translation>
    </message>
    <message>
        <source>Given lately</source>
        <translation>Zuletzt angegeben</translation>
    </message>
    <message>
        <source>Gives the selected objects a class (keys 1 to 9)</source>
        <translation>Gibt den gewählten Objekten eine Klasse (Tasten 1 bis 9)</translation>
    </message>
    <message>
        <source>Gives the selected objects another class</source>
        <translation>Gibt den ausgewählten Objekten eine andere Klasse</translation>
    </message>
    <message>
        <source>Go back to a backup (`lvit project restore`).</source>
        <translation>Gehen Sie auf eine Sicherung zurück (`lvit project restore`).</translation>
    </message>
    <message>
        <source>Go back to a backup; what the project is now is kept as one first.</source>
        <translation>Zu einer Sicherung zurückkehren; was das Projekt jetzt ist, wird zuerst gesichert.</translation>
    </message>
    <message>
        <source>Go back to the chosen backup</source>
        <translation>Zur gewählten Sicherung zurückkehren</translation>
    </message>
    <message>
        <source>Go back to this model</source>
        <translation>Zu diesem Modell zurück</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Go on with this work</source>
        <translation>Mit dieser Arbeit weitermachen</translation>
    </message>
    <message>
        <source>Go on working; saving continues</source>
        <translation>Weiterarbeiten; das Speichern läuft weiter</translation>
    </message>
    <message>
        <source>Go on; the program keeps trying to save</source>
        <translation>Weitermachen; das Programm versucht weiter zu speichern</translation>
    </message>
    <message>
        <source>Go to the next proposed area, or choose the next object where nothing is proposed.</source>
        <translation>Zum nächsten vorgeschlagenen Bereich gehen oder, wo nichts vorgeschlagen ist, das nächste Objekt wählen.</translation>
    </message>
    <message>
        <source>Go to the proposed area before, or choose the object before.</source>
        <translation>Zum vorigen vorgeschlagenen Bereich gehen oder das vorige Objekt wählen.</translation>
    </message>
    <message>
        <source>Go to the text field; Escape leads back to the image.</source>
        <translation>Zum Textfeld gehen; Esc führt zurück zum Bild.</translation>
    </message>
    <message>
        <source>Goes through the generations; arrows move by one</source>
        <translation>Geht durch die Generationen; Pfeiltasten gehen um eine weiter</translation>
    </message>
    <message>
        <source>Going back</source>
        <translation>Es wird zurückgekehrt</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>Grad</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>Grün</translation>
    </message>
    <message>
        <source>Ground-glass opacity</source>
        <translation>Milchglastrübung</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Gruppen von Einstellungen</translation>
    </message>
    <message>
        <source>Grow by one pixel. Acts on the selected object, or on all of the layer.</source>
        <translation>Um ein Pixel wachsen lassen. Wirkt auf das ausgewählte Objekt oder auf die ganze Ebene.</translation>
    </message>
    <message>
        <source>Guide for pathologists</source>
        <translation>Anleitung für die Pathologie</translation>
    </message>
    <message>
        <source>Guide for radiologists</source>
        <translation>Anleitung für die Radiologie</translation>
    </message>
    <message>
        <source>H and DAB, from the image</source>
        <translation>H und DAB, aus dem Bild</translation>
    </message>
    <message>
        <source>H and E, from the image</source>
        <translation>H und E, aus dem Bild</translation>
    </message>
    <message>
        <source>H-score</source>
        <translation>H-Score</translation>
    </message>
    <message>
        <source>Haematoxylin</source>
        <translation>Hämatoxylin</translation>
    </message>
    <message>
        <source>Haematoxylin and DAB</source>
        <translation>Hämatoxylin und DAB</translation>
    </message>
    <message>
        <source>Haematoxylin and eosin</source>
        <translation>Hämatoxylin und Eosin</translation>
    </message>
    <message>
        <source>Hardly anything found of what was asked: {found_px:,} px.</source>
        <translation>Vom Gefragten wurde kaum etwas gefunden: {found_px:,} px.</translation>
    </message>
    <message>
        <source>Height and width of one pixel in micrometres</source>
        <translation>Höhe und Breite eines Pixels in Mikrometern</translation>
    </message>
    <message>
        <source>Heights beside the places of {features} of {name} are not read: all lie on one picture.</source>
        <translation>Höhen neben Orten werden nicht gelesen ({features} in {name}): Alle liegen auf einem Bild.</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Hide &apos;{title}&apos;</source>
        <translation>„{title}“ ausblenden</translation>
    </message>
    <message>
        <source>Hide all panels beside the image, or bring them back.</source>
        <translation>Alle Bereiche neben dem Bild aus- oder wieder einblenden.</translation>
    </message>
    <message>
        <source>Hide {title}</source>
        <translation>{title} ausblenden</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
    <message>
        <source>Higher threshold</source>
        <translation>Höhere Schwelle</translation>
    </message>
    <message>
        <source>Highest grey value that is taken</source>
        <translation>Höchster Grauwert, der genommen wird</translation>
    </message>
    <message>
        <source>History of this image</source>
        <translation>Verlauf dieses Bildes</translation>
    </message>
    <message>
        <source>History of this image…</source>
        <translation>Verlauf dieses Bildes…</translation>
    </message>
    <message>
        <source>Hold Ctrl or Alt</source>
        <translation>Strg oder Alt halten</translation>
    </message>
    <message>
        <source>Hold out images that training has not seen, such as new ones.</source>
        <translation>Halten Sie Bilder zurück, die das Training nicht gesehen hat, zum Beispiel neue.</translation>
    </message>
    <message>
        <source>Hold the button: arrows drag; Space or Return lets go</source>
        <translation>Taste gedrückt halten: Pfeiltasten ziehen; Leertaste oder Return lässt los</translation>
    </message>
    <message>
        <source>Hold the chosen images out</source>
        <translation>Ausgewählte Bilder zurückhalten</translation>
    </message>
    <message>
        <source>Hold-out</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Hold-out Dice</source>
        <translation>Dice (zurückgehalten)</translation>
    </message>
    <message>
        <source>Hold-out only</source>
        <translation>Nur zurückgehalten</translation>
    </message>
    <message>
        <source>Hold-out: training never sees it, and every generation is judged by it.</source>
        <translation>Zurückgehalten: Das Training sieht es nie, und jede Generation wird daran gemessen.</translation>
    </message>
    <message>
        <source>How far they are; a mask that contradicts its sentence does not become a label.</source>
        <translation>Wie weit sie sind; eine Maske, die ihrem Satz widerspricht, wird nicht zur Annotation.</translation>
    </message>
    <message>
        <source>How large a pixel is where the files do not say; empty for what their kind has.</source>
        <translation>Wie groß ein Pixel ist, wo die Dateien es nicht sagen; leer für die Größe ihrer Art.</translation>
    </message>
    <message>
        <source>How large is a pixel in {images}?</source>
        <translation>Wie groß ist ein Pixel? ({images})</translation>
    </message>
    <message>
        <source>How large is a pixel?</source>
        <translation>Wie groß ist ein Pixel?</translation>
    </message>
    <message>
        <source>How large pictures in the list of images are.</source>
        <translation>Wie groß die Bilder in der Bilderliste sind.</translation>
    </message>
    <message>
        <source>How long typing must pause before a prediction starts.</source>
        <translation>Wie lange das Schreiben ruhen muss, bevor eine Vorhersage beginnt.</translation>
    </message>
    <message>
        <source>How many sentences that are not true of an image are made for it, told apart as false</source>
        <translation>Wie viele Sätze, die auf ein Bild nicht zutreffen, dafür gemacht werden; sie sind als falsch gekennzeichnet</translation>
    </message>
    <message>
        <source>How many true sentences in other words are made for each image, told apart from its own</source>
        <translation>Wie viele wahre Sätze in anderen Worten für jedes Bild gemacht werden, getrennt von seinem eigenen</translation>
    </message>
    <message>
        <source>How measures are spread, and a gate that selects objects</source>
        <translation>Wie Maße verteilt sind, und ein Bereich, der Objekte auswählt</translation>
    </message>
    <message>
        <source>How much does the answer follow the words, and how much the image?</source>
        <translation>Wie sehr folgt die Antwort den Wörtern, und wie sehr dem Bild?</translation>
    </message>
    <message>
        <source>How much grey values may differ from the clicked one</source>
        <translation>Wie weit Grauwerte vom angeklickten abweichen dürfen</translation>
    </message>
    <message>
        <source>How much is marked, by generation</source>
        <translation>Wie viel markiert ist, je Generation</translation>
    </message>
    <message>
        <source>How objects are spread, and where they are dense</source>
        <translation>Wie Objekte verteilt sind und wo sie dicht liegen</translation>
    </message>
    <message>
        <source>How sentences are written</source>
        <translation>Wie Sätze geschrieben werden</translation>
    </message>
    <message>
        <source>How strongly masks cover the image</source>
        <translation>Wie stark Masken das Bild verdecken</translation>
    </message>
    <message>
        <source>How strongly masks cover the image: 0 shows contours alone, 1 hides the image.</source>
        <translation>Wie stark Masken das Bild verdecken: 0 zeigt nur Konturen, 1 verdeckt das Bild.</translation>
    </message>
    <message>
        <source>How sure the model is of each pixel, as files of their own</source>
        <translation>Wie sicher das Modell bei jedem Pixel ist, als eigene Dateien</translation>
    </message>
    <message>
        <source>How the data set is laid out</source>
        <translation>Wie der Datensatz aufgebaut ist</translation>
    </message>
    <message>
        <source>How the images are made</source>
        <translation>Wie die Bilder entstehen</translation>
    </message>
    <message>
        <source>Hugging Face</source>
        <translation>Hugging Face</translation>
    </message>
    <message>
        <source>I do not know</source>
        <translation>Ich weiß es nicht</translation>
    </message>
    <message>
        <source>I have seen what was not stored</source>
        <translation>Ich habe gesehen, was nicht gespeichert wurde</translation>
    </message>
    <message>
        <source>If you trust it, name it again with --model; else start a new run.</source>
        <translation>Wenn Sie ihm trauen, nennen Sie es noch einmal mit --model; sonst starten Sie einen neuen Lauf.</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Image alone</source>
        <translation>Nur das Bild</translation>
    </message>
    <message>
        <source>Image coordinates under the pointer</source>
        <translation>Bildkoordinaten unter dem Zeiger</translation>
    </message>
    <message>
        <source>Image {number} is no longer in the project.</source>
        <translation>Bild {number} ist nicht mehr im Projekt.</translation>
    </message>
    <message>
        <source>Images</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Images ({patterns})</source>
        <translation>Bilder ({patterns})</translation>
    </message>
    <message>
        <source>Images are not copied: open them in QuPath and import the file of the same name.</source>
        <translation>Bilder werden nicht kopiert: Öffnen Sie sie in QuPath und importieren Sie die Datei gleichen Namens.</translation>
    </message>
    <message>
        <source>Images belong to a project.</source>
        <translation>Bilder gehören zu einem Projekt.</translation>
    </message>
    <message>
        <source>Images could also be</source>
        <translation>Bilder könnten auch so sein</translation>
    </message>
    <message>
        <source>Images looked at</source>
        <translation>Angesehene Bilder</translation>
    </message>
    <message>
        <source>Images of the data</source>
        <translation>Bilder der Daten</translation>
    </message>
    <message>
        <source>Images of the kind &apos;{kind}&apos; have no zones that a false sentence could name.</source>
        <translation>Bilder der Art „{kind}“ haben keine Zonen, die ein falscher Satz nennen könnte.</translation>
    </message>
    <message>
        <source>Images of the project</source>
        <translation>Bilder des Projekts</translation>
    </message>
    <message>
        <source>Images that need attention come first. Choose again to sort again.</source>
        <translation>Bilder, die Aufmerksamkeit brauchen, stehen zuerst. Noch einmal wählen sortiert neu.</translation>
    </message>
    <message>
        <source>Images where the model finds something come first, in an order of chance that stays.</source>
        <translation>Bilder, in denen das Modell etwas findet, stehen zuerst, in einer zufälligen Reihenfolge, die bleibt.</translation>
    </message>
    <message>
        <source>Images with a pseudo label</source>
        <translation>Bilder mit einem Pseudo-Label</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Import it again.</source>
        <translation>Importieren Sie noch einmal.</translation>
    </message>
    <message>
        <source>Import labels</source>
        <translation>Annotationen importieren</translation>
    </message>
    <message>
        <source>Import labels of {reader}</source>
        <translation>Annotationen von {reader} importieren</translation>
    </message>
    <message>
        <source>Import nothing (Esc)</source>
        <translation>Nichts importieren (Esc)</translation>
    </message>
    <message>
        <source>Import report.txt</source>
        <translation>Importbericht.txt</translation>
    </message>
    <message>
        <source>Import sentence</source>
        <translation>Satz importieren</translation>
    </message>
    <message>
        <source>Import with labels…</source>
        <translation>Mit Annotationen importieren…</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>Importiert</translation>
    </message>
    <message>
        <source>Imported {name}.</source>
        <translation>Importiert: {name}.</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation>Import: {name}</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>In Kraft</translation>
    </message>
    <message>
        <source>In force for this image. </source>
        <translation>Für dieses Bild in Kraft. </translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>In Arbeit</translation>
    </message>
    <message>
        <source>In the layer {layer}, {objects} replaced by what the data have there: {images}.</source>
        <translation>Ebene {layer}: {objects} durch das ersetzt, was die Daten dort haben: {images}.</translation>
    </message>
    <message>
        <source>In the text</source>
        <translation>Im Text</translation>
    </message>
    <message>
        <source>In {covering} layers may overlap: labelme&apos;s label images show one object a pixel, there the finding.</source>
        <translation>{covering}: Ebenen können sich überlappen. Die Labelbilder von labelme zeigen je Pixel ein Objekt, dort den Befund.</translation>
    </message>
    <message>
        <source>In {high} object numbers are above {highest}: their objects are numbered anew, the same in all files and in provenance.json.</source>
        <translation>{high} mit Objektnummern über {highest}: ihre Objekte werden neu nummeriert, gleich in allen Dateien und in provenance.json.</translation>
    </message>
    <message>
        <source>In {mingled} organs are other objects than in the project, because their masks tell inside from outside: those that touch become one, parts become objects of their own: {mingled_2}.</source>
        <translation>{mingled}: Organe sind andere Objekte als im Projekt, weil ihre Masken innen von außen trennen. Was sich berührt, wird eines, Teile werden eigene Objekte: {mingled_2}.</translation>
    </message>
    <message>
        <source>In {pieces}. </source>
        <translation>In {pieces}. </translation>
    </message>
    <message>
        <source>In {precision} this computer gives other answers than in float32. The run goes on in float32: slower, but right.</source>
        <translation>In {precision} gibt dieser Rechner andere Antworten als in float32. Das Training geht in float32 weiter: langsamer, aber richtig.</translation>
    </message>
    <message>
        <source>In {shared} with more than {MOST_SEGMENTS} objects, those of one class and origin share a segment.</source>
        <translation>{shared} mit mehr als {MOST_SEGMENTS} Objekten: Die einer Klasse und Herkunft teilen sich ein Segment.</translation>
    </message>
    <message>
        <source>Infection</source>
        <translation>Infektion</translation>
    </message>
    <message>
        <source>Inflammatory</source>
        <translation>Entzündlich</translation>
    </message>
    <message>
        <source>Install it again.</source>
        <translation>Installieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Install it with: pip install &apos;lvit-annotator[app]&apos;. Other commands work without it.</source>
        <translation>Installieren Sie es mit: pip install &apos;lvit-annotator[app]&apos;. Andere Befehle gehen ohne.</translation>
    </message>
    <message>
        <source>Install it: pip install highdicom</source>
        <translation>Installieren Sie es: pip install highdicom</translation>
    </message>
    <message>
        <source>Install it: pip install nibabel</source>
        <translation>Installieren Sie es: pip install nibabel</translation>
    </message>
    <message>
        <source>Install the extra &apos;fast&apos; to use it.</source>
        <translation>Installieren Sie das Extra &apos;fast&apos;, um es zu benutzen.</translation>
    </message>
    <message>
        <source>Install the newer version to open it.</source>
        <translation>Installieren Sie die neuere Version, um es zu öffnen.</translation>
    </message>
    <message>
        <source>Install the newer version, or choose another backup.</source>
        <translation>Installieren Sie die neuere Version, oder wählen Sie eine andere Sicherung.</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Installieren Sie das Programm noch einmal.</translation>
    </message>
    <message>
        <source>Interventions are for kinds of image with zones of paired organs.</source>
        <translation>Eingriffe gibt es für Bildarten mit Zonen paariger Organe.</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>Ziel</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>Umkehren</translation>
    </message>
    <message>
        <source>It becomes a file of your own and travels inside every project that uses it.</source>
        <translation>Sie wird eine eigene Datei und reist in jedem Projekt mit, das sie benutzt.</translation>
    </message>
    <message>
        <source>It begins with a network that learnt from other images: its first proposals are guesses. It learns from every label; train after about ten.</source>
        <translation>Es beginnt mit einem Netz, das aus anderen Bildern gelernt hat: Seine ersten Vorschläge sind geraten. Es lernt aus jeder Annotation; trainieren Sie nach etwa zehn.</translation>
    </message>
    <message>
        <source>It belongs to no image of the file.</source>
        <translation>Es gehört zu keinem Bild der Datei.</translation>
    </message>
    <message>
        <source>It builds on a change that was not stored.</source>
        <translation>Sie baut auf einer Änderung auf, die nicht gespeichert wurde.</translation>
    </message>
    <message>
        <source>It cannot be read.</source>
        <translation>Es ist nicht lesbar.</translation>
    </message>
    <message>
        <source>It could not be imported ({name}).</source>
        <translation>Es ließ sich nicht importieren ({name}).</translation>
    </message>
    <message>
        <source>It describes no regions.</source>
        <translation>Es beschreibt keine Bereiche.</translation>
    </message>
    <message>
        <source>It describes no segments.</source>
        <translation>Es beschreibt keine Segmente.</translation>
    </message>
    <message>
        <source>It does not begin with the number of a class.</source>
        <translation>Es beginnt nicht mit der Nummer einer Klasse.</translation>
    </message>
    <message>
        <source>It does not lie in the plane of its image.</source>
        <translation>Es liegt nicht in der Ebene seines Bildes.</translation>
    </message>
    <message>
        <source>It does not list folds.</source>
        <translation>Es zählt keine Teilungen (folds) auf.</translation>
    </message>
    <message>
        <source>It does not say what its frames show.</source>
        <translation>Es sagt nicht, was seine Einzelbilder zeigen.</translation>
    </message>
    <message>
        <source>It gets a colour, and stands with the others from now on.</source>
        <translation>Sie bekommt eine Farbe und steht von nun an bei den anderen.</translation>
    </message>
    <message>
        <source>It has another size than the picture; the boxes count.</source>
        <translation>Sie hat eine andere Größe als das Bild; es zählen die Rahmen.</translation>
    </message>
    <message>
        <source>It has another size: the marks of this image cannot stay on it.</source>
        <translation>Es hat eine andere Größe: Die Markierungen dieses Bildes können nicht darauf bleiben.</translation>
    </message>
    <message>
        <source>It has labels of its own only.</source>
        <translation>Es hat nur eigene Annotationen.</translation>
    </message>
    <message>
        <source>It has neither an outline nor a box.</source>
        <translation>Es hat weder Umriss noch Rahmen.</translation>
    </message>
    <message>
        <source>It has no area.</source>
        <translation>Es hat keine Fläche.</translation>
    </message>
    <message>
        <source>It has no contours.</source>
        <translation>Es hat keine Konturen.</translation>
    </message>
    <message>
        <source>It has no file name.</source>
        <translation>Es hat keinen Dateinamen.</translation>
    </message>
    <message>
        <source>It has no labels. Add it to a project to choose its slices.</source>
        <translation>Es hat keine Labels. Fügen Sie es einem Projekt hinzu, um Schichten zu wählen.</translation>
    </message>
    <message>
        <source>It has no pixels inside of the image.</source>
        <translation>Es hat keine Pixel innerhalb des Bildes.</translation>
    </message>
    <message>
        <source>It has no pixels.</source>
        <translation>Es hat keine Pixel.</translation>
    </message>
    <message>
        <source>It has taught no generation yet.</source>
        <translation>Es hat noch keine Generation gelehrt.</translation>
    </message>
    <message>
        <source>It has the same size, so that the marks can stay on it if they are right there.</source>
        <translation>Es hat dieselbe Größe; die Markierungen können also darauf bleiben, wenn sie dort stimmen.</translation>
    </message>
    <message>
        <source>It has {available}.</source>
        <translation>Es hat {available}.</translation>
    </message>
    <message>
        <source>It has {known}.</source>
        <translation>Es hat {known}.</translation>
    </message>
    <message>
        <source>It has {size} x {size_2} pixels, its image {size_3} x {size_4}.</source>
        <translation>Es hat {size} x {size_2} Pixel, sein Bild {size_3} x {size_4}.</translation>
    </message>
    <message>
        <source>It holds colours, not labels.</source>
        <translation>Es enthält Farben, keine Labels.</translation>
    </message>
    <message>
        <source>It holds numbers that are no labels.</source>
        <translation>Es enthält Zahlen, die keine Labels sind.</translation>
    </message>
    <message>
        <source>It holds several pictures. Each page that you check becomes an image of its own, kept in the project.</source>
        <translation>Sie enthält mehrere Bilder. Jede Seite, die Sie anhaken, wird ein eigenes Bild, das im Projekt liegt.</translation>
    </message>
    <message>
        <source>It holds {pictures}</source>
        <translation>Die Datei enthält {pictures}</translation>
    </message>
    <message>
        <source>It is a DICOM file of the kind {what}, but neither a single image nor labels.</source>
        <translation>Es ist eine DICOM-Datei der Art {what}, aber weder ein einzelnes Bild noch Annotationen.</translation>
    </message>
    <message>
        <source>It is a formula whose result the file does not hold.</source>
        <translation>Es ist eine Formel, deren Ergebnis die Datei nicht enthält.</translation>
    </message>
    <message>
        <source>It is a {kind}, which encloses no pixels.</source>
        <translation>Es ist ein {kind}, der keine Pixel umschließt.</translation>
    </message>
    <message>
        <source>It is a {value}, which encloses no pixels.</source>
        <translation>Es ist ein {value}, der keine Pixel umschließt.</translation>
    </message>
    <message>
        <source>It is an image of the project, not a mask.</source>
        <translation>Es ist ein Bild des Projekts, keine Maske.</translation>
    </message>
    <message>
        <source>It is an open line, which encloses no pixels.</source>
        <translation>Es ist eine offene Linie, die keine Pixel umschließt.</translation>
    </message>
    <message>
        <source>It is damaged.</source>
        <translation>Es ist beschädigt.</translation>
    </message>
    <message>
        <source>It is damaged: it says nothing that can be read.</source>
        <translation>Es ist beschädigt: Es sagt nichts, was lesbar ist.</translation>
    </message>
    <message>
        <source>It is larger than the image.</source>
        <translation>Es ist größer als das Bild.</translation>
    </message>
    <message>
        <source>It is lost.</source>
        <translation>Sie ist verloren.</translation>
    </message>
    <message>
        <source>It is marked as outside, which means that it cannot be seen.</source>
        <translation>Es ist als „outside“ markiert, das heißt, man kann es nicht sehen.</translation>
    </message>
    <message>
        <source>It is no annotation.</source>
        <translation>Es ist keine Annotation.</translation>
    </message>
    <message>
        <source>It is no export of Label Studio.</source>
        <translation>Es ist kein Export von Label Studio.</translation>
    </message>
    <message>
        <source>It is no picture that this layout knows.</source>
        <translation>Es ist kein Bild, das diese Anordnung kennt.</translation>
    </message>
    <message>
        <source>It is no text file.</source>
        <translation>Es ist keine Textdatei.</translation>
    </message>
    <message>
        <source>It is not GeoJSON.</source>
        <translation>Es ist kein GeoJSON.</translation>
    </message>
    <message>
        <source>It is not a COCO file.</source>
        <translation>Es ist keine COCO-Datei.</translation>
    </message>
    <message>
        <source>It is not a file of {program}.</source>
        <translation>Es ist keine Datei von {program}.</translation>
    </message>
    <message>
        <source>It is not a labelme file.</source>
        <translation>Es ist keine labelme-Datei.</translation>
    </message>
    <message>
        <source>It is not in this format.</source>
        <translation>Es ist nicht in diesem Format.</translation>
    </message>
    <message>
        <source>It is not read.</source>
        <translation>Es wird nicht gelesen.</translation>
    </message>
    <message>
        <source>It is not there.</source>
        <translation>Es ist nicht da.</translation>
    </message>
    <message>
        <source>It is not told as a file.</source>
        <translation>Es ist nicht als Datei angegeben.</translation>
    </message>
    <message>
        <source>It is not told as a text.</source>
        <translation>Es ist nicht als Text angegeben.</translation>
    </message>
    <message>
        <source>It is of the kind {kind}, which encloses no pixels.</source>
        <translation>Es ist von der Art {kind}, die keine Pixel umschließt.</translation>
    </message>
    <message>
        <source>It is one for several pictures; nothing says which of them it describes.</source>
        <translation>Es gilt für mehrere Bilder; nichts sagt, welches davon es beschreibt.</translation>
    </message>
    <message>
        <source>It is the picture of {belongs_to}. Marks can follow their pictures.</source>
        <translation>Es ist das Bild von {belongs_to}. Markierungen können ihren Bildern folgen.</translation>
    </message>
    <message>
        <source>It is the same picture as one that could not be imported.</source>
        <translation>Es ist dasselbe Bild wie eines, das sich nicht importieren ließ.</translation>
    </message>
    <message>
        <source>It is…</source>
        <translation>Es ist…</translation>
    </message>
    <message>
        <source>It lies on another grid of pixels than its image.</source>
        <translation>Es liegt auf einem anderen Pixelraster als sein Bild.</translation>
    </message>
    <message>
        <source>It lies on another grid of voxels than its image.</source>
        <translation>Es liegt auf einem anderen Voxelraster als sein Bild.</translation>
    </message>
    <message>
        <source>It lies on the plane {plane}; an image has one, and {taken} is taken.</source>
        <translation>Es liegt auf der Ebene {plane}; ein Bild hat eine, und {taken} ist genommen.</translation>
    </message>
    <message>
        <source>It lies outside of the data set.</source>
        <translation>Sie liegt außerhalb des Datensatzes.</translation>
    </message>
    <message>
        <source>It lies outside of the image.</source>
        <translation>Es liegt außerhalb des Bildes.</translation>
    </message>
    <message>
        <source>It marks what is no object.</source>
        <translation>Es kennzeichnet, was kein Objekt ist.</translation>
    </message>
    <message>
        <source>It may run programs when it is read; let cellpose save masks as PNG or TIFF.</source>
        <translation>Es könnte beim Lesen Programme ausführen; lassen Sie cellpose Masken als PNG oder TIFF speichern.</translation>
    </message>
    <message>
        <source>It may teach again from the next generation on</source>
        <translation>Ab der nächsten Generation darf es wieder lehren</translation>
    </message>
    <message>
        <source>It must be a file written by torch.save that holds tensors and plain values only.</source>
        <translation>Es muss eine Datei von torch.save sein, die nur Tensoren und einfache Werte enthält.</translation>
    </message>
    <message>
        <source>It names no image, and none lies in its plane.</source>
        <translation>Es nennt kein Bild, und keines liegt in seiner Ebene.</translation>
    </message>
    <message>
        <source>It names no image.</source>
        <translation>Sie nennt kein Bild.</translation>
    </message>
    <message>
        <source>It names no picture.</source>
        <translation>Es nennt kein Bild.</translation>
    </message>
    <message>
        <source>It stays as it is now and goes on teaching</source>
        <translation>Es bleibt, wie es jetzt ist, und lehrt weiter</translation>
    </message>
    <message>
        <source>It taught generation {numbers}.</source>
        <translation>Es hat Generation {numbers} gelehrt.</translation>
    </message>
    <message>
        <source>It teaches nothing and gets no proposal.</source>
        <translation>Es lehrt nichts und bekommt keinen Vorschlag.</translation>
    </message>
    <message>
        <source>It teaches nothing from the next generation on, until it is re-admitted</source>
        <translation>Es lehrt ab der nächsten Generation nichts mehr, bis es wieder zugelassen wird</translation>
    </message>
    <message>
        <source>It was drawn on another picture of the task, {told}.</source>
        <translation>Es wurde auf einem anderen Bild der Aufgabe gezeichnet, {told}.</translation>
    </message>
    <message>
        <source>It was drawn on picture {value} of several under one name.</source>
        <translation>Es wurde auf Bild {value} von mehreren unter einem Namen gezeichnet.</translation>
    </message>
    <message>
        <source>It was moved or renamed. Masks and sentence are kept and find it again.</source>
        <translation>Sie wurde verschoben oder umbenannt. Masken und Satz bleiben und finden sie wieder.</translation>
    </message>
    <message>
        <source>It would not be a sound file: {fault}.</source>
        <translation>Es würde keine gültige Datei: {fault}.</translation>
    </message>
    <message>
        <source>Its box has no area.</source>
        <translation>Sein Rahmen hat keine Fläche.</translation>
    </message>
    <message>
        <source>Its card states no limits.</source>
        <translation>Seine Karte nennt keine Grenzen.</translation>
    </message>
    <message>
        <source>Its channels are all the same, so it shows no stain.</source>
        <translation>Seine Kanäle sind alle gleich, es zeigt also keine Färbung.</translation>
    </message>
    <message>
        <source>Its colours have 16 bits, of which 8 would tell others.</source>
        <translation>Seine Farben haben 16 Bit; mit 8 davon wären es andere.</translation>
    </message>
    <message>
        <source>Its coordinates are damaged.</source>
        <translation>Seine Koordinaten sind beschädigt.</translation>
    </message>
    <message>
        <source>Its coordinates are no numbers.</source>
        <translation>Seine Koordinaten sind keine Zahlen.</translation>
    </message>
    <message>
        <source>Its coordinates are no pairs of numbers.</source>
        <translation>Seine Koordinaten sind keine Zahlenpaare.</translation>
    </message>
    <message>
        <source>Its coordinates are no places in the patient.</source>
        <translation>Seine Koordinaten sind keine Orte im Patienten.</translation>
    </message>
    <message>
        <source>Its coordinates lie nowhere.</source>
        <translation>Seine Koordinaten liegen nirgends.</translation>
    </message>
    <message>
        <source>Its counts must fill the given height and width.</source>
        <translation>Seine Zählungen müssen die angegebene Höhe und Breite füllen.</translation>
    </message>
    <message>
        <source>Its file is not the one that its masks were made on: another picture, or saved again.</source>
        <translation>Seine Datei ist nicht die, auf der seine Masken gemacht wurden: ein anderes Bild, oder noch einmal gespeichert.</translation>
    </message>
    <message>
        <source>Its file is not there.</source>
        <translation>Seine Datei ist nicht da.</translation>
    </message>
    <message>
        <source>Its file says that this is no X-ray of the chest.</source>
        <translation>Seine Datei sagt, dass dies keine Röntgenaufnahme der Brust ist.</translation>
    </message>
    <message>
        <source>Its file tells pixels in whole numbers, not shares of the picture.</source>
        <translation>Seine Datei gibt Pixel in ganzen Zahlen an, keine Anteile des Bildes.</translation>
    </message>
    <message>
        <source>Its file will be {name}.toml</source>
        <translation>Die Datei wird {name}.toml heißen</translation>
    </message>
    <message>
        <source>Its fingerprint is {fingerprint}, the model needs {expected_fingerprint}.</source>
        <translation>Sein Fingerabdruck ist {fingerprint}, das Modell braucht {expected_fingerprint}.</translation>
    </message>
    <message>
        <source>Its geometries enclose no pixels.</source>
        <translation>Seine Geometrien umschließen keine Pixel.</translation>
    </message>
    <message>
        <source>Its header is damaged.</source>
        <translation>Seine Kopfdaten sind beschädigt.</translation>
    </message>
    <message>
        <source>Its image cannot be read.</source>
        <translation>Sein Bild ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Its image has another mask, {other}, which was taken.</source>
        <translation>Sein Bild hat eine andere Maske, {other}, die genommen wurde.</translation>
    </message>
    <message>
        <source>Its image is too large for a brush.</source>
        <translation>Sein Bild ist zu groß für einen Pinsel.</translation>
    </message>
    <message>
        <source>Its label counts.</source>
        <translation>Seine Annotation zählt.</translation>
    </message>
    <message>
        <source>Its lists do not fit each other.</source>
        <translation>Seine Listen passen nicht zueinander.</translation>
    </message>
    <message>
        <source>Its mask has another size than its box.</source>
        <translation>Seine Maske hat eine andere Größe als sein Rahmen.</translation>
    </message>
    <message>
        <source>Its mask has another size than the image.</source>
        <translation>Seine Maske hat eine andere Größe als das Bild.</translation>
    </message>
    <message>
        <source>Its mask is not a PNG.</source>
        <translation>Seine Maske ist kein PNG.</translation>
    </message>
    <message>
        <source>Its mean colour becomes the vector of this stain</source>
        <translation>Seine mittlere Farbe wird der Vektor dieser Färbung</translation>
    </message>
    <message>
        <source>Its name, and whether what is labeled changes for a stated reason only.</source>
        <translation>Der Name, und ob sich Annotiertes nur mit Angabe eines Grundes ändert.</translation>
    </message>
    <message>
        <source>Its name, colour and key, in all images of this kind.</source>
        <translation>Name, Farbe und Taste, in allen Bildern dieser Art.</translation>
    </message>
    <message>
        <source>Its numbers go from 0 to 1: they are shares of the picture, not per cent.</source>
        <translation>Seine Zahlen gehen von 0 bis 1: Es sind Anteile des Bildes, keine Prozente.</translation>
    </message>
    <message>
        <source>Its numbers go from 0 to 1: they may be shares of the picture, not pixels.</source>
        <translation>Seine Zahlen gehen von 0 bis 1: Es können Anteile des Bildes sein, keine Pixel.</translation>
    </message>
    <message>
        <source>Its numbers lie far outside of the picture: they may be pixels, not {meant}.</source>
        <translation>Seine Zahlen liegen weit außerhalb des Bildes: Sie könnten Pixel sein, nicht {meant}.</translation>
    </message>
    <message>
        <source>Its outline cannot be read.</source>
        <translation>Sein Umriss ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Its outline goes to and fro too often to be drawn.</source>
        <translation>Sein Umriss geht zu oft hin und her, um gezeichnet zu werden.</translation>
    </message>
    <message>
        <source>Its outline has fewer than three corners.</source>
        <translation>Sein Umriss hat weniger als drei Ecken.</translation>
    </message>
    <message>
        <source>Its outlines lie in a volume, not on a picture.</source>
        <translation>Seine Umrisse liegen in einem Volumen, nicht auf einem Bild.</translation>
    </message>
    <message>
        <source>Its pages have the numbers 1 to {count}.</source>
        <translation>Seine Seiten haben die Nummern 1 bis {count}.</translation>
    </message>
    <message>
        <source>Its picture cannot be read.</source>
        <translation>Sein Bild ist nicht lesbar.</translation>
    </message>
    <message>
        <source>Its picture {name} {why}</source>
        <translation>Sein Bild {name} {why}</translation>
    </message>
    <message>
        <source>Its pixels are not those that the history leads to.</source>
        <translation>Seine Pixel sind nicht die, zu denen der Verlauf führt.</translation>
    </message>
    <message>
        <source>Its pixels are {mask} high and wide, those of the image {image}, so that it shows another area; bring it to the pixels of its image in the program that made it.</source>
        <translation>Seine Pixel sind {mask} hoch und breit, die des Bildes {image}, sodass es einen anderen Ausschnitt zeigt; bringen Sie es in dem Programm, das es gemacht hat, auf die Pixel seines Bildes.</translation>
    </message>
    <message>
        <source>Its pixels belong to no object of the table, and the history knows none.</source>
        <translation>Seine Pixel gehören zu keinem Objekt der Tabelle, und der Verlauf kennt keines.</translation>
    </message>
    <message>
        <source>Its pixels cannot be decoded.</source>
        <translation>Seine Pixel lassen sich nicht dekodieren.</translation>
    </message>
    <message>
        <source>Its pixels cannot be read.</source>
        <translation>Seine Pixel sind nicht zu lesen.</translation>
    </message>
    <message>
        <source>Its pixels have another size than its header says.</source>
        <translation>Seine Pixel haben eine andere Größe, als sein Kopf sagt.</translation>
    </message>
    <message>
        <source>Its places are of another frame of reference than its image&apos;s.</source>
        <translation>Seine Orte gehören zu einem anderen Bezugssystem als die seines Bildes.</translation>
    </message>
    <message>
        <source>Its regions were made on pictures of two sizes.</source>
        <translation>Seine Bereiche wurden auf Bildern von zwei Größen gemacht.</translation>
    </message>
    <message>
        <source>Its report says which.</source>
        <translation>Der Bericht sagt, welche.</translation>
    </message>
    <message>
        <source>Its row has more cells than the table has columns; a sentence that holds the sign between cells needs quotes.</source>
        <translation>Ihre Zeile hat mehr Zellen, als die Tabelle Spalten hat; ein Satz, in dem das Trennzeichen der Zellen vorkommt, braucht Anführungszeichen.</translation>
    </message>
    <message>
        <source>Its run lengths are damaged.</source>
        <translation>Seine Lauflängen sind beschädigt.</translation>
    </message>
    <message>
        <source>Its run lengths are of another size than the image.</source>
        <translation>Seine Lauflängen haben eine andere Größe als das Bild.</translation>
    </message>
    <message>
        <source>Its run lengths do not fill its box.</source>
        <translation>Seine Lauflängen füllen seinen Rahmen nicht.</translation>
    </message>
    <message>
        <source>Its run lengths end too early.</source>
        <translation>Seine Lauflängen enden zu früh.</translation>
    </message>
    <message>
        <source>Its state makes no sense.</source>
        <translation>Sein Stand ergibt keinen Sinn.</translation>
    </message>
    <message>
        <source>Its value makes no sense.</source>
        <translation>Ihr Wert ergibt keinen Sinn.</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Japanese text (Shift JIS)</source>
        <translation>Japanischer Text (Shift JIS)</translation>
    </message>
    <message>
        <source>Join several objects into one.</source>
        <translation>Mehrere Objekte zu einem verbinden.</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Keep all that is stored in the folder backups; images and models are not copied.</source>
        <translation>Alles Gespeicherte im Ordner backups sichern; Bilder und Modelle werden nicht kopiert.</translation>
    </message>
    <message>
        <source>Keep apart, as labels of another reader</source>
        <translation>Getrennt halten, als Annotationen eines anderen Befunders</translation>
    </message>
    <message>
        <source>Keep as favourite</source>
        <translation>Als Favorit behalten</translation>
    </message>
    <message>
        <source>Keep image and marks, but use neither until the picture is back.</source>
        <translation>Bild und Markierungen behalten, aber beides nicht benutzen, bis das Bild zurück ist.</translation>
    </message>
    <message>
        <source>Keep largest part</source>
        <translation>Größten Teil behalten</translation>
    </message>
    <message>
        <source>Keep largest piece</source>
        <translation>Größtes Stück behalten</translation>
    </message>
    <message>
        <source>Keep open</source>
        <translation>Offen lassen</translation>
    </message>
    <message>
        <source>Keep prediction</source>
        <translation>Vorhersage behalten</translation>
    </message>
    <message>
        <source>Keep the answer for all images of this kind in the project</source>
        <translation>Die Antwort für alle Bilder dieser Art im Projekt behalten</translation>
    </message>
    <message>
        <source>Keep the assumed size and do not ask again for this folder</source>
        <translation>Die angenommene Größe behalten und für diesen Ordner nicht mehr fragen</translation>
    </message>
    <message>
        <source>Keep the identity of patients in DICOM files</source>
        <translation>Identität der Patienten in DICOM-Dateien behalten</translation>
    </message>
    <message>
        <source>Keep the layer in the file: its title may change, its name may not.</source>
        <translation>Lassen Sie die Ebene in der Datei: Ihr Titel darf sich ändern, ihr Name nicht.</translation>
    </message>
    <message>
        <source>Keep the marks on this picture</source>
        <translation>Markierungen auf diesem Bild behalten</translation>
    </message>
    <message>
        <source>Keep the names of readers</source>
        <translation>Namen der Befunder behalten</translation>
    </message>
    <message>
        <source>Keep the sentence as it is</source>
        <translation>Den Satz lassen, wie er ist</translation>
    </message>
    <message>
        <source>Keep the size with the project</source>
        <translation>Die Größe im Projekt behalten</translation>
    </message>
    <message>
        <source>Keep the two columns only.</source>
        <translation>Behalten Sie nur die zwei Spalten.</translation>
    </message>
    <message>
        <source>Keep them and their patients&apos; other images from training, or let training see them.</source>
        <translation>Sie und die anderen Bilder ihrer Patienten vom Training zurückhalten oder dem Training zeigen.</translation>
    </message>
    <message>
        <source>Keep them apart as those of another reader, or import with `lvit import --reason`.</source>
        <translation>Halten Sie sie als die eines anderen Befunders getrennt, oder importieren Sie mit `lvit import --reason`.</translation>
    </message>
    <message>
        <source>Keep these settings</source>
        <translation>Diese Einstellungen behalten</translation>
    </message>
    <message>
        <source>Keep this reason with the changes that follow</source>
        <translation>Diesen Grund bei den folgenden Änderungen behalten</translation>
    </message>
    <message>
        <source>Keep this sentence for other images, or forget it.</source>
        <translation>Diesen Satz für andere Bilder behalten oder vergessen.</translation>
    </message>
    <message>
        <source>Keep view for all images</source>
        <translation>Ansicht für alle Bilder behalten</translation>
    </message>
    <message>
        <source>Keep what was told as a file</source>
        <translation>Das Gesagte als Datei behalten</translation>
    </message>
    <message>
        <source>Keep zoom and contrast for all images</source>
        <translation>Zoom und Kontrast für alle Bilder behalten</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
    <message>
        <source>Key points are not read; their boxes are.</source>
        <translation>Schlüsselpunkte werden nicht gelesen; ihre Rahmen schon.</translation>
    </message>
    <message>
        <source>Keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Keys and mouse for the tool in hand and for what is going on.</source>
        <translation>Tasten und Maus für das Werkzeug in der Hand und für das, was gerade läuft.</translation>
    </message>
    <message>
        <source>Keys in use: {keys}. In Objects a right click on a class gives it another key, and + adds a class.</source>
        <translation>Vergebene Tasten: {keys}. Ein Rechtsklick auf eine Klasse unter Objekte gibt ihr eine andere Taste, und + fügt eine Klasse hinzu.</translation>
    </message>
    <message>
        <source>Kind of image</source>
        <translation>Art der Bilder</translation>
    </message>
    <message>
        <source>Known: {grammar_names}.</source>
        <translation>Bekannt: {grammar_names}.</translation>
    </message>
    <message>
        <source>Known: {known}.</source>
        <translation>Bekannt: {known}.</translation>
    </message>
    <message>
        <source>Known: {list_templates}.</source>
        <translation>Bekannt: {list_templates}.</translation>
    </message>
    <message>
        <source>Known: {onto_2}.</source>
        <translation>Bekannt: {onto_2}.</translation>
    </message>
    <message>
        <source>LViT layout</source>
        <translation>LViT-Aufbau</translation>
    </message>
    <message>
        <source>Label Studio</source>
        <translation>Label Studio</translation>
    </message>
    <message>
        <source>Label a few images, ten are a beginning, and train: the first run makes one.</source>
        <translation>Annotieren Sie einige Bilder, zehn sind ein Anfang, und trainieren Sie: Der erste Lauf ergibt eines.</translation>
    </message>
    <message>
        <source>Label at least one image first.</source>
        <translation>Annotieren Sie zuerst mindestens ein Bild.</translation>
    </message>
    <message>
        <source>Labeled</source>
        <translation>Annotiert</translation>
    </message>
    <message>
        <source>Labeled images</source>
        <translation>Annotierte Bilder</translation>
    </message>
    <message>
        <source>Labeled images and those with a proposal are passed over.</source>
        <translation>Annotierte Bilder und solche mit Vorschlag werden übergangen.</translation>
    </message>
    <message>
        <source>Labeled images are the ones a person has finished</source>
        <translation>Annotierte Bilder sind die, die ein Mensch abgeschlossen hat</translation>
    </message>
    <message>
        <source>Labels changed since. Measure again for the sums of now.</source>
        <translation>Seitdem haben sich Annotationen geändert. Für die jetzigen Summen noch einmal messen.</translation>
    </message>
    <message>
        <source>Labels of different readers never go into one export</source>
        <translation>Annotationen verschiedener Befunder kommen nie in einen Export</translation>
    </message>
    <message>
        <source>Labels of the reader {reader} on {count} stay here.</source>
        <translation>Annotationen von {reader} für {count} bleiben hier.</translation>
    </message>
    <message>
        <source>Labels that are there stay. Back: replace them, or add to them.</source>
        <translation>Vorhandene Annotationen bleiben. Zurück: sie ersetzen oder zu ihnen hinzufügen.</translation>
    </message>
    <message>
        <source>Labels, sentences and decisions become what they were. What the project is now is kept as a backup first; images, models and exports stay as they are.</source>
        <translation>Annotationen, Sätze und Entscheidungen werden, was sie waren. Was das Projekt jetzt ist, wird zuerst gesichert; Bilder, Modelle und Exporte bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Large</source>
        <translation>Groß</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <translation>Größerer Pinsel</translation>
    </message>
    <message>
        <source>Larger smallest object</source>
        <translation>Größeres kleinstes Objekt</translation>
    </message>
    <message>
        <source>Lasso</source>
        <translation>Lasso</translation>
    </message>
    <message>
        <source>Last ten</source>
        <translation>Letzte zehn</translation>
    </message>
    <message>
        <source>Laterality: {words}</source>
        <translation>Seitenangabe: {words}</translation>
    </message>
    <message>
        <source>Layer</source>
        <translation>Ebene</translation>
    </message>
    <message>
        <source>Layer to edit</source>
        <translation>Ebene, die bearbeitet wird</translation>
    </message>
    <message>
        <source>Learn from the labeled images, and from the sentences of the others.</source>
        <translation>Aus den annotierten Bildern lernen und aus den Sätzen der anderen.</translation>
    </message>
    <message>
        <source>Learnt from</source>
        <translation>Gelernt aus</translation>
    </message>
    <message>
        <source>Leave a dot over the image in place of the bar; its keys work all the same.</source>
        <translation>Über dem Bild bleibt ein Punkt statt der Leiste; ihre Tasten wirken trotzdem.</translation>
    </message>
    <message>
        <source>Leave a part of it in free space.</source>
        <translation>Lassen Sie einen Teil davon frei.</translation>
    </message>
    <message>
        <source>Leave everything as it is (Esc)</source>
        <translation>Alles lassen, wie es ist (Esc)</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Auslassen</translation>
    </message>
    <message>
        <source>Leave it out or choose cpu.</source>
        <translation>Lassen Sie es weg, oder wählen Sie cpu.</translation>
    </message>
    <message>
        <source>Leave its name</source>
        <translation>Name behalten</translation>
    </message>
    <message>
        <source>Leave more of the small objects out of the proposal.</source>
        <translation>Mehr der kleinen Objekte aus dem Vorschlag weglassen.</translation>
    </message>
    <message>
        <source>Leave this image out, or choose another format.</source>
        <translation>Lassen Sie dieses Bild aus, oder wählen Sie ein anderes Format.</translation>
    </message>
    <message>
        <source>Leave this image out.</source>
        <translation>Lassen Sie dieses Bild aus.</translation>
    </message>
    <message>
        <source>Leaving the picture out</source>
        <translation>Das Bild wird ausgelassen</translation>
    </message>
    <message>
        <source>Left and right</source>
        <translation>Links und rechts</translation>
    </message>
    <message>
        <source>Left and right in the sentences are taken as the {whose}.</source>
        <translation>Links und rechts in den Sätzen gelten als die {whose}.</translation>
    </message>
    <message>
        <source>Left and right…</source>
        <translation>Links und rechts…</translation>
    </message>
    <message>
        <source>Left in sentences means the left side of the image as you see it</source>
        <translation>Links bedeutet in Sätzen die linke Seite des Bildes, wie Sie es sehen</translation>
    </message>
    <message>
        <source>Left in sentences means the left side of the patient</source>
        <translation>Links bedeutet in Sätzen die linke Seite des Patienten</translation>
    </message>
    <message>
        <source>Left now means the {side}. Every sentence was converted.</source>
        <translation>Links bedeutet jetzt: {side}. Alle Sätze wurden umgerechnet.</translation>
    </message>
    <message>
        <source>Left now means the {side}. No sentence was changed.</source>
        <translation>Links bedeutet jetzt: {side}. Kein Satz wurde geändert.</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Lesions</source>
        <translation>Läsionen</translation>
    </message>
    <message>
        <source>Let go</source>
        <translation>Aufheben</translation>
    </message>
    <message>
        <source>Let it go on</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Let marks follow their pictures</source>
        <translation>Markierungen ihren Bildern folgen lassen</translation>
    </message>
    <message>
        <source>Let the model predict first.</source>
        <translation>Lassen Sie zuerst das Modell vorhersagen.</translation>
    </message>
    <message>
        <source>Let the model propose a mask for every image that is not labeled and has none yet.</source>
        <translation>Das Modell für jedes Bild, das nicht annotiert ist und noch keinen Vorschlag hat, eine Maske vorschlagen lassen.</translation>
    </message>
    <message>
        <source>Let the model propose a mask; without a sentence it uses the image alone.</source>
        <translation>Das Modell eine Maske vorschlagen lassen; ohne Satz nimmt es nur das Bild.</translation>
    </message>
    <message>
        <source>Let the model propose masks for these images.</source>
        <translation>Das Modell Masken für diese Bilder vorschlagen lassen.</translation>
    </message>
    <message>
        <source>Let the run over all images rest after the one it is at; once more, and it goes on.</source>
        <translation>Den Durchgang über alle Bilder nach dem jetzigen ruhen lassen; noch einmal, und er geht weiter.</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Licence of the data</source>
        <translation>Lizenz der Daten</translation>
    </message>
    <message>
        <source>Licence of the weights</source>
        <translation>Lizenz der Gewichte</translation>
    </message>
    <message>
        <source>Licence: {licence}
{limits}
Click for all models and their cards.</source>
        <translation>Lizenz: {licence}
{limits}
Ein Klick zeigt alle Modelle und ihre Karten.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Light pressure paints thinner than the brush is set, full pressure as it is set.</source>
        <translation>Leichter Druck malt dünner als der Pinsel eingestellt ist, voller Druck wie eingestellt.</translation>
    </message>
    <message>
        <source>Limits</source>
        <translation>Grenzen</translation>
    </message>
    <message>
        <source>Lists the objects that are selected on the canvas or in a plot</source>
        <translation>Zeigt die Objekte, die im Bild oder im Diagramm gewählt sind</translation>
    </message>
    <message>
        <source>Long axis</source>
        <translation>Lange Achse</translation>
    </message>
    <message>
        <source>Look at another one.</source>
        <translation>Sehen Sie ein anderes an.</translation>
    </message>
    <message>
        <source>Look at the sample</source>
        <translation>Das Beispiel ansehen</translation>
    </message>
    <message>
        <source>Look below a folder for images that were moved or renamed.</source>
        <translation>Unterhalb eines Ordners nach Bildern suchen, die verschoben oder umbenannt wurden.</translation>
    </message>
    <message>
        <source>Look for finished generations</source>
        <translation>Nach fertigen Generationen wird gesehen</translation>
    </message>
    <message>
        <source>Look for the picture that was marked, by its content, below a folder.</source>
        <translation>Unterhalb eines Ordners nach dem markierten Bild suchen, anhand seines Inhalts.</translation>
    </message>
    <message>
        <source>Look over labels, history, pictures and models; nothing is changed.</source>
        <translation>Annotationen, Verlauf, Bilder und Modelle durchsehen; nichts wird geändert.</translation>
    </message>
    <message>
        <source>Look the term up again.</source>
        <translation>Schlagen Sie den Begriff noch einmal nach.</translation>
    </message>
    <message>
        <source>Look what it would do</source>
        <translation>Ansehen, was geschehen würde</translation>
    </message>
    <message>
        <source>Look whether anything was changed by other means than this program.</source>
        <translation>Ansehen, ob etwas auf anderem Weg als mit diesem Programm geändert wurde.</translation>
    </message>
    <message>
        <source>Looking at</source>
        <translation>Wird angesehen:</translation>
    </message>
    <message>
        <source>Looking at plug-ins</source>
        <translation>Erweiterungen werden angesehen</translation>
    </message>
    <message>
        <source>Looking at {name}</source>
        <translation>Wird angesehen: {name}</translation>
    </message>
    <message>
        <source>Looking for an earlier training</source>
        <translation>Nach einem früheren Training wird gesucht</translation>
    </message>
    <message>
        <source>Looking for backups</source>
        <translation>Nach Sicherungen wird gesucht</translation>
    </message>
    <message>
        <source>Looking for images</source>
        <translation>Nach Bildern wird gesucht</translation>
    </message>
    <message>
        <source>Looking for the picture</source>
        <translation>Nach dem Bild wird gesucht</translation>
    </message>
    <message>
        <source>Looking for the threshold</source>
        <translation>Die Schwelle wird gesucht</translation>
    </message>
    <message>
        <source>Losses</source>
        <translation>Verlustwerte</translation>
    </message>
    <message>
        <source>Losses appear here while a run is on.</source>
        <translation>Verlustwerte erscheinen hier, solange ein Lauf läuft.</translation>
    </message>
    <message>
        <source>Lower the learning rate or use precision = &apos;float32&apos;.</source>
        <translation>Verringern Sie die Lernrate, oder nehmen Sie precision = &apos;float32&apos;.</translation>
    </message>
    <message>
        <source>Lower threshold</source>
        <translation>Niedrigere Schwelle</translation>
    </message>
    <message>
        <source>Lowest grey value that is taken</source>
        <translation>Niedrigster Grauwert, der genommen wird</translation>
    </message>
    <message>
        <source>Lung</source>
        <translation>Lunge</translation>
    </message>
    <message>
        <source>Lungs</source>
        <translation>Lungen</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>Entstanden</translation>
    </message>
    <message>
        <source>Made by a program alone, as the files say</source>
        <translation>Von einem Programm allein gemacht, wie die Dateien sagen</translation>
    </message>
    <message>
        <source>Make a backup, then make again what the history tells; the project is opened anew.</source>
        <translation>Eine Sicherung anlegen, dann wiederherstellen, was der Verlauf sagt; das Projekt wird neu geöffnet.</translation>
    </message>
    <message>
        <source>Make a new project first, then drop them again.</source>
        <translation>Legen Sie zuerst ein neues Projekt an, dann ziehen Sie sie noch einmal her.</translation>
    </message>
    <message>
        <source>Make a project for one kind of image.</source>
        <translation>Ein Projekt für eine Art von Bildern anlegen.</translation>
    </message>
    <message>
        <source>Make a sheet of each.</source>
        <translation>Machen Sie aus jeder eine Tabelle.</translation>
    </message>
    <message>
        <source>Make each part an object. Acts on the selected object, or on all of the layer.</source>
        <translation>Jeden Teil zu einem Objekt machen. Wirkt auf das ausgewählte Objekt oder auf die ganze Ebene.</translation>
    </message>
    <message>
        <source>Make it</source>
        <translation>Anlegen</translation>
    </message>
    <message>
        <source>Make no project (Esc)</source>
        <translation>Kein Projekt anlegen (Esc)</translation>
    </message>
    <message>
        <source>Make nothing (Esc)</source>
        <translation>Nichts anlegen (Esc)</translation>
    </message>
    <message>
        <source>Make one with New project, or `lvit new`.</source>
        <translation>Legen Sie eines mit „Neues Projekt“ an oder mit `lvit new`.</translation>
    </message>
    <message>
        <source>Make room on it and try again.</source>
        <translation>Machen Sie dort Platz und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Make room on it, or choose another.</source>
        <translation>Machen Sie dort Platz, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Make room on it; earlier work is safe.</source>
        <translation>Machen Sie dort Platz; frühere Arbeit ist sicher.</translation>
    </message>
    <message>
        <source>Make room on the disk or connect it again.</source>
        <translation>Machen Sie Platz auf dem Datenträger, oder schließen Sie ihn wieder an.</translation>
    </message>
    <message>
        <source>Make room on the disk, or allow writing to the project&apos;s folder.</source>
        <translation>Machen Sie Platz auf dem Datenträger, oder erlauben Sie das Schreiben in den Projektordner.</translation>
    </message>
    <message>
        <source>Make room, or choose a place where you may write.</source>
        <translation>Machen Sie Platz, oder wählen Sie einen Ort, an dem Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>Make the folder and open the project</source>
        <translation>Den Ordner anlegen und das Projekt öffnen</translation>
    </message>
    <message>
        <source>Make the sentence say what the mask shows here</source>
        <translation>Den Satz sagen lassen, was die Maske hier zeigt</translation>
    </message>
    <message>
        <source>Make {objects} &apos;{title}&apos;</source>
        <translation>Zu „{title}“ machen: {objects}</translation>
    </message>
    <message>
        <source>Makes one object of the selected ones</source>
        <translation>Macht aus den ausgewählten ein Objekt</translation>
    </message>
    <message>
        <source>Making labels of what was accepted</source>
        <translation>Aus dem Angenommenen werden Annotationen</translation>
    </message>
    <message>
        <source>Making {name}</source>
        <translation>{name} wird angelegt</translation>
    </message>
    <message>
        <source>Mark as labeled</source>
        <translation>Als annotiert markieren</translation>
    </message>
    <message>
        <source>Mark at least one image as labeled that is not held out for judging.</source>
        <translation>Markieren Sie mindestens ein Bild als annotiert, das nicht zum Messen zurückgehalten ist.</translation>
    </message>
    <message>
        <source>Mark at least one image as labeled, then start again.</source>
        <translation>Markieren Sie mindestens ein Bild als annotiert, dann starten Sie noch einmal.</translation>
    </message>
    <message>
        <source>Mark images as labeled</source>
        <translation>Bilder als annotiert markieren</translation>
    </message>
    <message>
        <source>Mark images as labeled, or export all.</source>
        <translation>Markieren Sie Bilder als annotiert, oder exportieren Sie alle.</translation>
    </message>
    <message>
        <source>Mark images as labeled, or measure every image (--all).</source>
        <translation>Markieren Sie Bilder als annotiert, oder messen Sie alle Bilder (--all).</translation>
    </message>
    <message>
        <source>Mark {images} as</source>
        <translation>Status setzen: {images}</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Mask colours</source>
        <translation>Maskenfarben</translation>
    </message>
    <message>
        <source>Mask opacity</source>
        <translation>Deckkraft der Masken</translation>
    </message>
    <message>
        <source>Mask style</source>
        <translation>Stil der Masken</translation>
    </message>
    <message>
        <source>Masks filled, contours, off</source>
        <translation>Masken gefüllt, Konturen, aus</translation>
    </message>
    <message>
        <source>Masks must have the size of their image.</source>
        <translation>Masken müssen so groß wie ihr Bild sein.</translation>
    </message>
    <message>
        <source>Masks on the grid of the source image</source>
        <translation>Masken auf dem Raster des Quellbildes</translation>
    </message>
    <message>
        <source>Mean optical density of DAB from which an object is positive: one number, or three for weak, moderate and strong (H-score)</source>
        <translation>Mittlere optische Dichte von DAB, ab der ein Objekt positiv ist: eine Zahl, oder drei für schwach, mäßig und stark (H-Score)</translation>
    </message>
    <message>
        <source>Measure the project</source>
        <translation>Projekt vermessen</translation>
    </message>
    <message>
        <source>Measured objects</source>
        <translation>Vermessene Objekte</translation>
    </message>
    <message>
        <source>Measured with other stains or cuts. Measure again for those chosen now.</source>
        <translation>Mit anderen Färbungen oder Grenzen gemessen. Für die jetzt gewählten noch einmal messen.</translation>
    </message>
    <message>
        <source>Measured {objects} on {images}.</source>
        <translation>{objects} vermessen, {images}.</translation>
    </message>
    <message>
        <source>Measuring objects</source>
        <translation>Objekte werden vermessen</translation>
    </message>
    <message>
        <source>Measuring the mask...</source>
        <translation>Die Maske wird vermessen …</translation>
    </message>
    <message>
        <source>Measuring the project</source>
        <translation>Projekt wird vermessen</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Wird vermessen…</translation>
    </message>
    <message>
        <source>Bone window</source>
        <translation>Knochenfenster</translation>
    </message>
    <message>
        <source>Brain window</source>
        <translation>Hirnfenster</translation>
    </message>
    <message>
        <source>Lung window</source>
        <translation>Lungenfenster</translation>
    </message>
    <message>
        <source>Mediastinum window</source>
        <translation>Mediastinalfenster</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Mend the file, or leave out what cannot be written (--skip-bad).</source>
        <translation>Reparieren Sie die Datei, oder lassen Sie aus, was nicht geschrieben werden kann (--skip-bad).</translation>
    </message>
    <message>
        <source>Mended: {item}: {problem}</source>
        <translation>Repariert: {item}: {problem}</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>Menü</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>Verbinden</translation>
    </message>
    <message>
        <source>Merge a class into another</source>
        <translation>Eine Klasse in eine andere überführen</translation>
    </message>
    <message>
        <source>Merge into</source>
        <translation>Überführen in</translation>
    </message>
    <message>
        <source>Merge objects</source>
        <translation>Objekte verbinden</translation>
    </message>
    <message>
        <source>Merge the class into another one: then its objects go there.</source>
        <translation>Die Klasse in eine andere überführen: Ihre Objekte kommen dorthin.</translation>
    </message>
    <message>
        <source>Merge the two, if they are the same.</source>
        <translation>Vereinigen Sie die beiden, wenn sie dasselbe sind.</translation>
    </message>
    <message>
        <source>Merge {number} objects</source>
        <translation>{number} Objekte verbinden</translation>
    </message>
    <message>
        <source>Merge {words}</source>
        <translation>Verbinden: {words}</translation>
    </message>
    <message>
        <source>Merging needs two objects.</source>
        <translation>Zum Verbinden braucht es zwei Objekte.</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Micrometres per pixel</source>
        <translation>Mikrometer pro Pixel</translation>
    </message>
    <message>
        <source>Mitotic</source>
        <translation>Mitotisch</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>Model: {words}</source>
        <translation>Modell: {words}</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models that look at an image in tiles need to know it.</source>
        <translation>Modelle, die ein Bild in Kacheln ansehen, müssen sie kennen.</translation>
    </message>
    <message>
        <source>Modifiers and body regions in the terms of {segments} are not kept.</source>
        <translation>Zusätze und Körperregionen in den Begriffen für {segments} werden nicht behalten.</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More settings</source>
        <translation>Weitere Einstellungen</translation>
    </message>
    <message>
        <source>More words</source>
        <translation>Weitere Wörter</translation>
    </message>
    <message>
        <source>Mouse</source>
        <translation>Maus</translation>
    </message>
    <message>
        <source>Mouse and hand</source>
        <translation>Maus und Hand</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Bewegen</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>Nach unten</translation>
    </message>
    <message>
        <source>Move it away or delete it while no window has the project open, then open it again.</source>
        <translation>Verschieben oder löschen Sie das, während kein Fenster das Projekt geöffnet hat, und öffnen Sie es dann erneut.</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>Nach links</translation>
    </message>
    <message>
        <source>Move object</source>
        <translation>Objekt verschieben</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>Nach rechts</translation>
    </message>
    <message>
        <source>Move the crosshair; with Shift by one pixel of the screen</source>
        <translation>Fadenkreuz bewegen; mit Umschalt um einen Bildschirmpunkt</translation>
    </message>
    <message>
        <source>Move the image</source>
        <translation>Bild verschieben</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>Nach oben</translation>
    </message>
    <message>
        <source>NIfTI</source>
        <translation>NIfTI</translation>
    </message>
    <message>
        <source>NIfTI needs the package nibabel.</source>
        <translation>NIfTI braucht das Paket nibabel.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name a file, such as objects.csv.</source>
        <translation>Nennen Sie eine Datei, zum Beispiel objekte.csv.</translation>
    </message>
    <message>
        <source>Name a lower density, or ask for all of it, without --tissue.</source>
        <translation>Nennen Sie eine niedrigere Dichte, oder fragen Sie nach allem, ohne --tissue.</translation>
    </message>
    <message>
        <source>Name it there, or write 0 for what is not known.</source>
        <translation>Benennen Sie sie dort, oder schreiben Sie 0 für das, was unbekannt ist.</translation>
    </message>
    <message>
        <source>Name its columns so.</source>
        <translation>Nennen Sie ihre Spalten so.</translation>
    </message>
    <message>
        <source>Name of the project and of its folder</source>
        <translation>Name des Projekts und seines Ordners</translation>
    </message>
    <message>
        <source>Name of the reader</source>
        <translation>Name des Befunders</translation>
    </message>
    <message>
        <source>Name, colour and key…</source>
        <translation>Name, Farbe und Taste…</translation>
    </message>
    <message>
        <source>Name, size, contrast and zoom over the image; whose left is meant is always told.</source>
        <translation>Name, Größe, Kontrast und Zoom über dem Bild; wessen Links gemeint ist, steht immer da.</translation>
    </message>
    <message>
        <source>Names of classes that are longer than DICOM&apos;s labels, or have signs that those cannot have, are written otherwise: {names}.</source>
        <translation>Klassennamen, die länger sind als Bezeichnungen in DICOM oder Zeichen haben, die dort nicht stehen dürfen, werden anders geschrieben: {names}.</translation>
    </message>
    <message>
        <source>Names, dates and numbers of patients leave with the files; without this they are removed</source>
        <translation>Namen, Daten und Nummern der Patienten gehen mit den Dateien hinaus; sonst werden sie entfernt</translation>
    </message>
    <message>
        <source>Navigator</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Network to begin with</source>
        <translation>Netz, mit dem begonnen wird</translation>
    </message>
    <message>
        <source>New class</source>
        <translation>Neue Klasse</translation>
    </message>
    <message>
        <source>New classes of the project: {new}. `lvit classes add`, or the panel of objects, takes them into the list with a colour and a key.</source>
        <translation>Neue Klassen des Projekts: {new}. `lvit classes add` oder das Feld der Objekte nimmt sie mit einer Farbe und einer Taste in die Liste auf.</translation>
    </message>
    <message>
        <source>New keys</source>
        <translation>Neue Tasten</translation>
    </message>
    <message>
        <source>New kind of image</source>
        <translation>Neue Art von Bildern</translation>
    </message>
    <message>
        <source>New kind of image…</source>
        <translation>Neue Art von Bildern…</translation>
    </message>
    <message>
        <source>New labels go onto {pictures} of the project.</source>
        <translation>Neue Annotationen im Projekt bekommen: {pictures}.</translation>
    </message>
    <message>
        <source>New labels went onto {pictures} of the project.</source>
        <translation>Neue Annotationen im Projekt bekamen: {pictures}.</translation>
    </message>
    <message>
        <source>New object</source>
        <translation>Neues Objekt</translation>
    </message>
    <message>
        <source>New objects are &apos;{title}&apos;</source>
        <translation>Neue Objekte sind „{title}“</translation>
    </message>
    <message>
        <source>New objects are of the class with the key 1.</source>
        <translation>Neue Objekte sind von der Klasse mit der Taste 1.</translation>
    </message>
    <message>
        <source>New objects are of the class with the key 2.</source>
        <translation>Neue Objekte sind von der Klasse mit der Taste 2.</translation>
    </message>
    <message>
        <source>New objects are of the class with the key 3.</source>
        <translation>Neue Objekte sind von der Klasse mit der Taste 3.</translation>
    </message>
    <message>
        <source>New objects are of the class with the key 4.</source>
        <translation>Neue Objekte sind von der Klasse mit der Taste 4.</translation>
    </message>
    <message>
        <source>New objects are of the class with the key 5.</source>
        <translation>Neue Objekte sind von der Klasse mit der Taste 5.</translation>
    </message>
    <message>
        <source>New objects are of the class with the key 6.</source>
        <translation>Neue Objekte sind von der Klasse mit der Taste 6.</translation>
    </message>
    <message>
        <source>New objects are of the class with the key 7.</source>
        <translation>Neue Objekte sind von der Klasse mit der Taste 7.</translation>
    </message>
    <message>
        <source>New objects are of the class with the key 8.</source>
        <translation>Neue Objekte sind von der Klasse mit der Taste 8.</translation>
    </message>
    <message>
        <source>New objects are of the class with the key 9.</source>
        <translation>Neue Objekte sind von der Klasse mit der Taste 9.</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>Neues Projekt</translation>
    </message>
    <message>
        <source>New project…</source>
        <translation>Neues Projekt…</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Next image</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>Next image in the list; what you did is saved.</source>
        <translation>Nächstes Bild der Liste; was Sie getan haben, ist gespeichert.</translation>
    </message>
    <message>
        <source>Next layer</source>
        <translation>Nächste Ebene</translation>
    </message>
    <message>
        <source>Next object</source>
        <translation>Nächstes Objekt</translation>
    </message>
    <message>
        <source>Next unreviewed image</source>
        <translation>Nächstes offenes Bild</translation>
    </message>
    <message>
        <source>Next unreviewed image in the list; what you did is saved.</source>
        <translation>Nächstes Bild der Liste, das noch offen ist; was Sie getan haben, ist gespeichert.</translation>
    </message>
    <message>
        <source>No area is marked.</source>
        <translation>Kein Bereich ist markiert.</translation>
    </message>
    <message>
        <source>No area of the proposal lies inside.</source>
        <translation>Kein Bereich des Vorschlags liegt darin.</translation>
    </message>
    <message>
        <source>No class of &apos;{title}&apos; has the key {number}.</source>
        <translation>Keine Klasse von „{title}“ hat die Taste {number}.</translation>
    </message>
    <message>
        <source>No frame shows it.</source>
        <translation>Kein Einzelbild zeigt es.</translation>
    </message>
    <message>
        <source>No generation yet. Training learns from labeled images; its first generation appears here.</source>
        <translation>Noch keine Generation. Das Training lernt aus annotierten Bildern; seine erste Generation erscheint hier.</translation>
    </message>
    <message>
        <source>No image fits this search.</source>
        <translation>Kein Bild passt zu dieser Suche.</translation>
    </message>
    <message>
        <source>No image is chosen</source>
        <translation>Kein Bild ist gewählt</translation>
    </message>
    <message>
        <source>No image is chosen.</source>
        <translation>Kein Bild ist gewählt.</translation>
    </message>
    <message>
        <source>No image is shown.</source>
        <translation>Kein Bild wird gezeigt.</translation>
    </message>
    <message>
        <source>No image of {name} has a mask.</source>
        <translation>Kein Bild von {name} hat eine Maske.</translation>
    </message>
    <message>
        <source>No image of {name} has both a lesion mask and a lung mask of the whole image.</source>
        <translation>Kein Bild von {name} hat sowohl eine Läsionsmaske als auch eine Lungenmaske des ganzen Bildes.</translation>
    </message>
    <message>
        <source>No image was found there.</source>
        <translation>Dort wurde kein Bild gefunden.</translation>
    </message>
    <message>
        <source>No image was found there. {named}</source>
        <translation>Dort wurde kein Bild gefunden. {named}</translation>
    </message>
    <message>
        <source>No images in {name}/img.</source>
        <translation>Keine Bilder in {name}/img.</translation>
    </message>
    <message>
        <source>No images yet. Drop files or folders anywhere on the window.</source>
        <translation>Noch keine Bilder. Ziehen Sie Dateien oder Ordner auf das Fenster.</translation>
    </message>
    <message>
        <source>No keys</source>
        <translation>Keine Tasten</translation>
    </message>
    <message>
        <source>No model is installed. Images can be labeled without one; training makes the first.</source>
        <translation>Kein Modell ist installiert. Bilder lassen sich ohne eines annotieren; das Training ergibt das erste.</translation>
    </message>
    <message>
        <source>No network can be as large as &apos;{name}&apos; says.</source>
        <translation>Kein Netz kann so groß sein, wie „{name}“ es angibt.</translation>
    </message>
    <message>
        <source>No object is selected.</source>
        <translation>Kein Objekt ist gewählt.</translation>
    </message>
    <message>
        <source>No object selected.</source>
        <translation>Kein Objekt gewählt.</translation>
    </message>
    <message>
        <source>No other reader of this project is called {reader}.</source>
        <translation>Kein anderer Befunder dieses Projekts heißt {reader}.</translation>
    </message>
    <message>
        <source>No page is checked.</source>
        <translation>Keine Seite ist angehakt.</translation>
    </message>
    <message>
        <source>No project is open</source>
        <translation>Kein Projekt ist offen</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>Kein Projekt ist offen.</translation>
    </message>
    <message>
        <source>No pseudo label yet. They begin when a model is worth learning from.</source>
        <translation>Noch kein Pseudo-Label. Sie beginnen, wenn es sich lohnt, von einem Modell zu lernen.</translation>
    </message>
    <message>
        <source>No sentence is drafted from a mask, and none is compared with it.</source>
        <translation>Aus einer Maske wird kein Satz entworfen, und keiner wird mit ihr verglichen.</translation>
    </message>
    <message>
        <source>No sentence yet.</source>
        <translation>Noch kein Satz.</translation>
    </message>
    <message>
        <source>No sentences are made for {images}: {why}.</source>
        <translation>Für {images} werden keine Sätze gebildet: {why}.</translation>
    </message>
    <message>
        <source>No sentences yet</source>
        <translation>Noch keine Sätze</translation>
    </message>
    <message>
        <source>No stains</source>
        <translation>Keine Färbung</translation>
    </message>
    <message>
        <source>No template has a sample &apos;{sample}&apos;.</source>
        <translation>Keine Vorlage hat ein Beispiel „{sample}“.</translation>
    </message>
    <message>
        <source>No template understands it as a sentence.</source>
        <translation>Keine Vorlage versteht es als Satz.</translation>
    </message>
    <message>
        <source>No threshold that was tried makes the sentence true: the model&apos;s is kept.</source>
        <translation>Keine der versuchten Schwellen macht den Satz wahr: Es bleibt bei der des Modells.</translation>
    </message>
    <message>
        <source>No weights of &apos;{name_or_path}&apos; fit this network.</source>
        <translation>Keine Gewichte von „{name_or_path}“ passen zu diesem Netz.</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>Nr.</translation>
    </message>
    <message>
        <source>Nobody else has read this image. File &gt; Import brings labels of another reader in.</source>
        <translation>Niemand sonst hat dieses Bild befundet. Datei &gt; Importieren holt Annotationen eines anderen Befunders.</translation>
    </message>
    <message>
        <source>None of these images waits for a proposal.</source>
        <translation>Keines dieser Bilder wartet auf einen Vorschlag.</translation>
    </message>
    <message>
        <source>Not all was imported; the message in the window says why.</source>
        <translation>Nicht alles wurde importiert; die Meldung im Fenster sagt, warum.</translation>
    </message>
    <message>
        <source>Not counted: {pieces} under {smallest:,} px.</source>
        <translation>Nicht gezählt: {pieces} unter {smallest:,} px.</translation>
    </message>
    <message>
        <source>Not everything is saved yet, so the project stays open.</source>
        <translation>Noch ist nicht alles gespeichert, deshalb bleibt das Projekt offen.</translation>
    </message>
    <message>
        <source>Not exported.</source>
        <translation>Nicht exportiert.</translation>
    </message>
    <message>
        <source>Not exported: {problem}</source>
        <translation>Nicht exportiert: {problem}</translation>
    </message>
    <message>
        <source>Not in UTF-8, and read as {title}: {names}. See that names are right; else save as UTF-8.</source>
        <translation>Nicht in UTF-8, und gelesen als {title}: {names}. Prüfen Sie, ob die Namen stimmen; sonst speichern Sie in UTF-8.</translation>
    </message>
    <message>
        <source>Not in the list: {name}</source>
        <translation>Nicht in der Liste: {name}</translation>
    </message>
    <message>
        <source>Not in the vocabulary: {words}.</source>
        <translation>Nicht im Wortschatz: {words}.</translation>
    </message>
    <message>
        <source>Not known: {why}</source>
        <translation>Nicht bekannt: {why}</translation>
    </message>
    <message>
        <source>Not labeled yet</source>
        <translation>Noch nicht annotiert</translation>
    </message>
    <message>
        <source>Not shown: {generations}, of another picture or of one that was not noted.</source>
        <translation>Nicht gezeigt: {generations}, zu einem anderen Bild oder zu einem, das nicht vermerkt wurde.</translation>
    </message>
    <message>
        <source>Not stored:</source>
        <translation>Nicht gespeichert:</translation>
    </message>
    <message>
        <source>Not understood, and left as they are: {shown}{more}. Correct them by hand.</source>
        <translation>Nicht verstanden und gelassen, wie sie sind: {shown}{more}. Korrigieren Sie sie von Hand.</translation>
    </message>
    <message>
        <source>Not understood, and left as they are; they may mean a side: {names}.</source>
        <translation>Nicht verstanden und so gelassen; es könnte eine Seite bedeuten: {names}.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Hinweis</translation>
    </message>
    <message>
        <source>Nothing can be written into {place}.</source>
        <translation>Nach {place} lässt sich nichts schreiben.</translation>
    </message>
    <message>
        <source>Nothing drawn in the layer &apos;{title}&apos; yet.</source>
        <translation>In der Ebene „{title}“ ist noch nichts gezeichnet.</translation>
    </message>
    <message>
        <source>Nothing found in the {places} (certainty {certain:.2f}).</source>
        <translation>Nichts gefunden in: {places} (Sicherheit {certain:.2f}).</translation>
    </message>
    <message>
        <source>Nothing found of what was asked (certainty {certain:.2f}).</source>
        <translation>Vom Gefragten wurde nichts gefunden (Sicherheit {certain:.2f}).</translation>
    </message>
    <message>
        <source>Nothing in it is an area or not 0.</source>
        <translation>Nichts darin ist eine Fläche oder ungleich 0.</translation>
    </message>
    <message>
        <source>Nothing is called &apos;{typed}&apos;.</source>
        <translation>Nichts heißt „{typed}“.</translation>
    </message>
    <message>
        <source>Nothing is changed yet.</source>
        <translation>Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>Nothing is drawn in the layer &apos;{title}&apos; yet. Draw, or accept a proposal, and the numbers are here.</source>
        <translation>In der Ebene „{title}“ ist noch nichts gezeichnet. Zeichnen Sie, oder nehmen Sie einen Vorschlag an, dann stehen die Zahlen hier.</translation>
    </message>
    <message>
        <source>Nothing is drawn or proposed yet.</source>
        <translation>Noch ist nichts gezeichnet oder vorgeschlagen.</translation>
    </message>
    <message>
        <source>Nothing is lost: this format keeps all of it.</source>
        <translation>Nichts geht verloren: Dieses Format behält alles.</translation>
    </message>
    <message>
        <source>Nothing is saved until it is back, or you save a copy.</source>
        <translation>Nichts wird gespeichert, bis er zurück ist oder Sie eine Kopie speichern.</translation>
    </message>
    <message>
        <source>Nothing is shown</source>
        <translation>Nichts wird gezeigt</translation>
    </message>
    <message>
        <source>Nothing names these classes: {names}.</source>
        <translation>Nichts nennt diese Klassen: {names}.</translation>
    </message>
    <message>
        <source>Nothing of it was looked at.</source>
        <translation>Nichts davon wurde angesehen.</translation>
    </message>
    <message>
        <source>Nothing of it would come in.</source>
        <translation>Nichts davon käme herein.</translation>
    </message>
    <message>
        <source>Nothing proposed by {made_by}</source>
        <translation>Kein Vorschlag von {made_by}</translation>
    </message>
    <message>
        <source>Nothing says on which picture of the task it was drawn.</source>
        <translation>Nichts sagt, auf welchem Bild der Aufgabe es gezeichnet wurde.</translation>
    </message>
    <message>
        <source>Nothing says whose labels they are.</source>
        <translation>Nichts sagt, wessen Annotationen es sind.</translation>
    </message>
    <message>
        <source>Nothing says whose left and right {sentences}, such as &apos;{sentence}&apos; of {name}.</source>
        <translation>Nichts sagt, wessen links und rechts {sentences}, etwa „{sentence}“ von {name}.</translation>
    </message>
    <message>
        <source>Nothing to find</source>
        <translation>Nichts zu finden</translation>
    </message>
    <message>
        <source>Nothing to plot: no object is measured yet.</source>
        <translation>Nichts darzustellen: Noch ist kein Objekt vermessen.</translation>
    </message>
    <message>
        <source>Nothing was changed by other means than this program.</source>
        <translation>Nichts wurde auf anderem Weg als mit diesem Programm geändert.</translation>
    </message>
    <message>
        <source>Nothing was done on this image yet.</source>
        <translation>An diesem Bild wurde noch nichts getan.</translation>
    </message>
    <message>
        <source>Nothing was kept of this image.</source>
        <translation>Von diesem Bild wurde nichts aufgehoben.</translation>
    </message>
    <message>
        <source>Nuclei</source>
        <translation>Zellkerne</translation>
    </message>
    <message>
        <source>Nuclei in fluorescence</source>
        <translation>Zellkerne in Fluoreszenz</translation>
    </message>
    <message>
        <source>Nuclei in stained tissue</source>
        <translation>Zellkerne in gefärbtem Gewebe</translation>
    </message>
    <message>
        <source>Nucleus</source>
        <translation>Zellkern</translation>
    </message>
    <message>
        <source>Number of objects</source>
        <translation>Anzahl der Objekte</translation>
    </message>
    <message>
        <source>Number, size and place are drafted from the mask and compared with it; all other words are for people to judge.</source>
        <translation>Anzahl, Größe und Ort werden aus der Maske entworfen und mit ihr verglichen; alle anderen Wörter beurteilen Menschen.</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>OD</source>
        <translation>OD</translation>
    </message>
    <message>
        <source>OD of red, green, blue: {values}</source>
        <translation>OD von Rot, Grün, Blau: {values}</translation>
    </message>
    <message>
        <source>OME-TIFF</source>
        <translation>OME-TIFF</translation>
    </message>
    <message>
        <source>ONNX Runtime cannot take this network.</source>
        <translation>ONNX Runtime kann dieses Netz nicht ausführen.</translation>
    </message>
    <message>
        <source>ONNX Runtime is not installed.</source>
        <translation>ONNX Runtime ist nicht installiert.</translation>
    </message>
    <message>
        <source>Object {number}: {pieces}</source>
        <translation>Objekt {number}: {pieces}</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>Objects and classes</source>
        <translation>Objekte und Klassen</translation>
    </message>
    <message>
        <source>Objects are drawn in {lost}, and the file has no such layer.</source>
        <translation>In {lost} sind Objekte gezeichnet, und die Datei hat keine solche Ebene.</translation>
    </message>
    <message>
        <source>Objects of that name, and what a model proposes by it, are of the class.</source>
        <translation>Objekte dieses Namens, und was ein Modell so vorschlägt, sind von dieser Klasse.</translation>
    </message>
    <message>
        <source>Objects of the layer</source>
        <translation>Objekte der Ebene</translation>
    </message>
    <message>
        <source>Objects of these names, and what a model proposes, get the chosen classes</source>
        <translation>Objekte dieser Namen, und was ein Modell vorschlägt, bekommen die gewählten Klassen</translation>
    </message>
    <message>
        <source>Objects of {name} tell the name of their category, not its id; so they were read.</source>
        <translation>Objekte von {name} nennen den Namen ihrer Kategorie statt deren id; so wurden sie gelesen.</translation>
    </message>
    <message>
        <source>Objects that no person accepted are not written: they would be mixed in.</source>
        <translation>Objekte, die niemand angenommen hat, werden nicht geschrieben: Sie würden untergemischt.</translation>
    </message>
    <message>
        <source>Objects that nobody has accepted, always told apart</source>
        <translation>Objekte, die niemand angenommen hat, immer kenntlich</translation>
    </message>
    <message>
        <source>Objects with holes or several parts stay masks; the others are polygons.</source>
        <translation>Objekte mit Löchern oder mehreren Teilen bleiben Masken; die anderen sind Polygone.</translation>
    </message>
    <message>
        <source>Of fractions, half or more counts as inside</source>
        <translation>Von Bruchteilen zählt die Hälfte oder mehr als innen</translation>
    </message>
    <message>
        <source>Of its pictures {told} are in the project</source>
        <translation>Von ihren Bildern sind {told} im Projekt</translation>
    </message>
    <message>
        <source>Of its pictures {told} is in the project</source>
        <translation>Von ihren Bildern ist {told} im Projekt</translation>
    </message>
    <message>
        <source>Of organs, who made each object is only in provenance.json.</source>
        <translation>Wer Objekte von Organen gemacht hat, steht nur in provenance.json.</translation>
    </message>
    <message>
        <source>Of several channels, {shown} is shown: {names}.</source>
        <translation>Von mehreren Kanälen wird {shown} gezeigt: {names}.</translation>
    </message>
    <message>
        <source>Of the window, from its next start. Sentences about images keep the words of their template.</source>
        <translation>Die des Fensters, ab dem nächsten Start. Sätze über Bilder behalten die Worte ihrer Vorlage.</translation>
    </message>
    <message>
        <source>Of what nobody has accepted nothing is read</source>
        <translation>Von dem, was niemand angenommen hat, wird nichts gelesen</translation>
    </message>
    <message>
        <source>Of what nobody has accepted nothing is read: it lies apart, in the folder {folder}.</source>
        <translation>Von dem, was niemand angenommen hat, wird nichts gelesen: Es liegt für sich, im Ordner {folder}.</translation>
    </message>
    <message>
        <source>Of what nobody has accepted nothing is read: {names}.</source>
        <translation>Von dem, was niemand angenommen hat, wird nichts gelesen: {names}.</translation>
    </message>
    <message>
        <source>Of what your work mostly covers, the rim is not proposed.</source>
        <translation>Was Ihre Arbeit größtenteils bedeckt, davon wird der Rand nicht vorgeschlagen.</translation>
    </message>
    <message>
        <source>On to the next control; writes nothing</source>
        <translation>Zum nächsten Bedienelement; schreibt nichts</translation>
    </message>
    <message>
        <source>One</source>
        <translation>Eines</translation>
    </message>
    <message>
        <source>One JSON file per image, editable in labelme</source>
        <translation>Eine JSON-Datei je Bild, in labelme zu bearbeiten</translation>
    </message>
    <message>
        <source>One JSON file with polygons and run lengths</source>
        <translation>Eine JSON-Datei mit Polygonen und Lauflängen</translation>
    </message>
    <message>
        <source>One JSON file with the regions of all images</source>
        <translation>Eine JSON-Datei mit den Regionen aller Bilder</translation>
    </message>
    <message>
        <source>One XML file of boxes per image</source>
        <translation>Eine XML-Datei mit Rahmen je Bild</translation>
    </message>
    <message>
        <source>One XML file with the shapes of all images</source>
        <translation>Eine XML-Datei mit den Formen aller Bilder</translation>
    </message>
    <message>
        <source>One colour for each class, or neighbouring objects told apart by colour.</source>
        <translation>Eine Farbe für jede Klasse, oder benachbarte Objekte durch Farben unterschieden.</translation>
    </message>
    <message>
        <source>One more class in all images of this kind.</source>
        <translation>Eine weitere Klasse in allen Bildern dieser Art.</translation>
    </message>
    <message>
        <source>One more row</source>
        <translation>Eine Zeile mehr</translation>
    </message>
    <message>
        <source>One of its own, which knows nothing yet</source>
        <translation>Ein eigenes, das noch nichts weiß</translation>
    </message>
    <message>
        <source>One page in {step}</source>
        <translation>Jede {step}. Seite</translation>
    </message>
    <message>
        <source>One picture per image: 0 and 255, and 16-bit objects</source>
        <translation>Ein Bild je Bild: 0 und 255, und Objekte mit 16 Bit</translation>
    </message>
    <message>
        <source>One pixel is {um:g} micrometres high and wide</source>
        <translation>Ein Pixel ist {um:g} Mikrometer hoch und breit</translation>
    </message>
    <message>
        <source>One row for each object</source>
        <translation>Eine Zeile für jedes Objekt</translation>
    </message>
    <message>
        <source>One sentence for {images}</source>
        <translation>Ein Satz für alle ({images})</translation>
    </message>
    <message>
        <source>One sentence; it is kept with the image and exported</source>
        <translation>Ein Satz; er wird mit dem Bild behalten und exportiert</translation>
    </message>
    <message>
        <source>One text file of polygons per image</source>
        <translation>Eine Textdatei mit Polygonen je Bild</translation>
    </message>
    <message>
        <source>One thing is</source>
        <translation>Eine Sache ist</translation>
    </message>
    <message>
        <source>One thing was</source>
        <translation>Eine Sache wurde</translation>
    </message>
    <message>
        <source>Only a region is annotated</source>
        <translation>Nur eine Region ist annotiert</translation>
    </message>
    <message>
        <source>Only a region is annotated: it tells no sentence of the image.</source>
        <translation>Nur eine Region ist annotiert: Sie sagt keinen Satz über das ganze Bild.</translation>
    </message>
    <message>
        <source>Only its image&apos;s own file says which pixels it lies on; put that file beside the structure set.</source>
        <translation>Nur die Datei des Bildes selbst sagt, auf welchen Pixeln es liegt; legen Sie diese Datei neben den Konturensatz.</translation>
    </message>
    <message>
        <source>Only labels held out of training judge.</source>
        <translation>Nur vom Training zurückgehaltene Masken urteilen.</translation>
    </message>
    <message>
        <source>Only one stain can be told in it.</source>
        <translation>Es lässt sich nur eine Färbung darin erkennen.</translation>
    </message>
    <message>
        <source>Only the layer of findings is written; objects of one class become one label.</source>
        <translation>Nur die Ebene der Befunde wird geschrieben; Objekte einer Klasse werden ein Label.</translation>
    </message>
    <message>
        <source>Only where no object has it.</source>
        <translation>Nur wo kein Objekt sie hat.</translation>
    </message>
    <message>
        <source>Open a project first.</source>
        <translation>Öffnen Sie zuerst ein Projekt.</translation>
    </message>
    <message>
        <source>Open a project folder.</source>
        <translation>Einen Projektordner öffnen.</translation>
    </message>
    <message>
        <source>Open a project or make a new one from the File menu,
then drop images here.</source>
        <translation>Öffnen Sie ein Projekt oder legen Sie eines über das Menü Datei an,
dann ziehen Sie Bilder hierher.</translation>
    </message>
    <message>
        <source>Open a project or make a new one.</source>
        <translation>Öffnen Sie ein Projekt, oder legen Sie ein neues an.</translation>
    </message>
    <message>
        <source>Open a project, and its images are listed here.</source>
        <translation>Öffnen Sie ein Projekt; seine Bilder stehen dann hier.</translation>
    </message>
    <message>
        <source>Open an image to compare its sentence with its mask.</source>
        <translation>Öffnen Sie ein Bild, um seinen Satz mit seiner Maske zu vergleichen.</translation>
    </message>
    <message>
        <source>Open an image to see what its sentence does.</source>
        <translation>Öffnen Sie ein Bild, um zu sehen, was sein Satz bewirkt.</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>Öffnen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Open it and accept again.</source>
        <translation>Öffnen Sie es, und nehmen Sie noch einmal an.</translation>
    </message>
    <message>
        <source>Open it instead.</source>
        <translation>Öffnen Sie stattdessen dieses.</translation>
    </message>
    <message>
        <source>Open it once in the window, or run `lvit project update PROJECT`.</source>
        <translation>Öffnen Sie es einmal im Fenster, oder rufen Sie `lvit project update PROJEKT` auf.</translation>
    </message>
    <message>
        <source>Open it once where you may write, or copy the whole folder to such a place.</source>
        <translation>Öffnen Sie es einmal, wo Sie schreiben dürfen, oder kopieren Sie den ganzen Ordner an einen solchen Ort.</translation>
    </message>
    <message>
        <source>Open project</source>
        <translation>Projekt öffnen</translation>
    </message>
    <message>
        <source>Open project…</source>
        <translation>Projekt öffnen…</translation>
    </message>
    <message>
        <source>Open sample project</source>
        <translation>Beispielprojekt öffnen</translation>
    </message>
    <message>
        <source>Open the folder in which that file lies.</source>
        <translation>Öffnen Sie den Ordner, in dem diese Datei liegt.</translation>
    </message>
    <message>
        <source>Open the image again to see them.</source>
        <translation>Öffnen Sie das Bild noch einmal, um sie zu sehen.</translation>
    </message>
    <message>
        <source>Open the image again to see what is stored.</source>
        <translation>Öffnen Sie das Bild noch einmal, um zu sehen, was gespeichert ist.</translation>
    </message>
    <message>
        <source>Open the image again.</source>
        <translation>Öffnen Sie das Bild noch einmal.</translation>
    </message>
    <message>
        <source>Open the image and decide what becomes of the marks.</source>
        <translation>Öffnen Sie das Bild und entscheiden Sie, was aus den Markierungen wird.</translation>
    </message>
    <message>
        <source>Open the image and delete it, or draw it again.</source>
        <translation>Öffnen Sie das Bild und löschen Sie es, oder zeichnen Sie es neu.</translation>
    </message>
    <message>
        <source>Open the image and do it again.</source>
        <translation>Öffnen Sie das Bild, und tun Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Open the project and decide what becomes of the marks, or leave such images out (--skip-changed).</source>
        <translation>Öffnen Sie das Projekt und entscheiden Sie, was aus den Markierungen wird, oder lassen Sie solche Bilder aus (--skip-changed).</translation>
    </message>
    <message>
        <source>Open the project and say what becomes of its marks.</source>
        <translation>Öffnen Sie das Projekt und sagen Sie, was aus seinen Markierungen wird.</translation>
    </message>
    <message>
        <source>Open the project once where you may write. {message} {hint}</source>
        <translation>Öffnen Sie das Projekt einmal dort, wo Sie schreiben dürfen. {message} {hint}</translation>
    </message>
    <message>
        <source>Open {name}</source>
        <translation>{name} öffnen</translation>
    </message>
    <message>
        <source>OpenVINO cannot convert this network.</source>
        <translation>OpenVINO kann dieses Netz nicht umwandeln.</translation>
    </message>
    <message>
        <source>OpenVINO is not installed.</source>
        <translation>OpenVINO ist nicht installiert.</translation>
    </message>
    <message>
        <source>Opening {loading} …</source>
        <translation>{loading} wird geöffnet …</translation>
    </message>
    <message>
        <source>Opening {name}</source>
        <translation>{name} wird geöffnet</translation>
    </message>
    <message>
        <source>Optical density of each stain on each object</source>
        <translation>Optische Dichte jeder Färbung auf jedem Objekt</translation>
    </message>
    <message>
        <source>Order of images</source>
        <translation>Reihenfolge der Bilder</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Original contrast</source>
        <translation>Ursprüngliche Fensterung</translation>
    </message>
    <message>
        <source>Original model</source>
        <translation>Ursprüngliches Modell</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Andere</translation>
    </message>
    <message>
        <source>Other folders too, where nothing was said</source>
        <translation>Auch andere Ordner, wo nichts gesagt wurde</translation>
    </message>
    <message>
        <source>Other readers</source>
        <translation>Andere Befunder</translation>
    </message>
    <message>
        <source>Other wordings of each sentence</source>
        <translation>Andere Worte für jeden Satz</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>Andere…</translation>
    </message>
    <message>
        <source>Out of memory: each batch is now computed in {parts} parts.</source>
        <translation>Der Speicher reicht nicht: Jeder Stapel wird nun in {parts} Teilen berechnet.</translation>
    </message>
    <message>
        <source>Outlines along every pixel</source>
        <translation>Umrisse entlang jedem Pixel</translation>
    </message>
    <message>
        <source>Outlines are smoothed around the same pixels: filled again, they give the same mask.</source>
        <translation>Umrisse werden um dieselben Pixel geglättet: Wieder gefüllt ergeben sie dieselbe Maske.</translation>
    </message>
    <message>
        <source>Outlines of nuclei, thousands in one object, with the image</source>
        <translation>Umrisse von Kernen, tausende in einem Objekt, mit dem Bild</translation>
    </message>
    <message>
        <source>Outlines to edit; objects with holes or parts stay masks</source>
        <translation>Umrisse zum Bearbeiten; Objekte mit Löchern oder Teilen bleiben Masken</translation>
    </message>
    <message>
        <source>Outlines with classes for QuPath</source>
        <translation>Umrisse mit Klassen für QuPath</translation>
    </message>
    <message>
        <source>Over the image stands a dot that a click unfolds; the keys of the bar work all the same.</source>
        <translation>Über dem Bild steht ein Punkt, den ein Klick entfaltet; die Tasten der Leiste wirken trotzdem.</translation>
    </message>
    <message>
        <source>PNG masks</source>
        <translation>PNG-Masken</translation>
    </message>
    <message>
        <source>PNG, JPEG, TIFF or DICOM; a folder adds all the images in it.</source>
        <translation>PNG, JPEG, TIFF oder DICOM; ein Ordner fügt alle Bilder darin hinzu.</translation>
    </message>
    <message>
        <source>Page {number} ({title}): {width} x {height} pixels</source>
        <translation>Seite {number} ({title}): {width} x {height} Pixel</translation>
    </message>
    <message>
        <source>Page {number}: {width} x {height} pixels</source>
        <translation>Seite {number}: {width} x {height} Pixel</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Painting does not cut into other objects</source>
        <translation>Malen schneidet nicht in andere Objekte</translation>
    </message>
    <message>
        <source>Paints only where the grey value lies between two limits</source>
        <translation>Malt nur, wo der Grauwert zwischen zwei Grenzen liegt</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>Hand</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>Fensterbereiche</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Teil</translation>
    </message>
    <message>
        <source>Pascal VOC</source>
        <translation>Pascal VOC</translation>
    </message>
    <message>
        <source>Patient&apos;s left</source>
        <translation>Links des Patienten</translation>
    </message>
    <message>
        <source>Patients can be told by the files: the names of {files} and what the headers say leave as they are, because it was asked for.</source>
        <translation>An den Dateien sind Patienten zu erkennen: Die Namen ({files}) und die Angaben der Header gehen unverändert hinaus, weil es so gewünscht war.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Pause before predicting</source>
        <translation>Pause vor der Vorhersage</translation>
    </message>
    <message>
        <source>Pause predicting</source>
        <translation>Vorhersage anhalten</translation>
    </message>
    <message>
        <source>Pause this work</source>
        <translation>Diese Arbeit anhalten</translation>
    </message>
    <message>
        <source>Pause training</source>
        <translation>Training anhalten</translation>
    </message>
    <message>
        <source>Pause training so that the computer is free for you. Nothing is lost.</source>
        <translation>Das Training anhalten, damit der Rechner für Sie frei ist. Nichts geht verloren.</translation>
    </message>
    <message>
        <source>Pen pressure sets the brush size</source>
        <translation>Stiftdruck bestimmt die Pinselgröße</translation>
    </message>
    <message>
        <source>Perimeter</source>
        <translation>Umfang</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>Person</translation>
    </message>
    <message>
        <source>Pick</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>Picture (*.png)</source>
        <translation>Bild (*.png)</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Bilder</translation>
    </message>
    <message>
        <source>Pictures are known by their content, then by their name</source>
        <translation>Bilder werden an ihrem Inhalt erkannt, dann an ihrem Namen</translation>
    </message>
    <message>
        <source>Pictures stay where they are, unless the format needs a copy</source>
        <translation>Bilder bleiben, wo sie sind, außer das Format braucht eine Kopie</translation>
    </message>
    <message>
        <source>Pictures that are in the project already</source>
        <translation>Bilder, die schon im Projekt sind</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Festhalten</translation>
    </message>
    <message>
        <source>Pixel size</source>
        <translation>Pixelgröße</translation>
    </message>
    <message>
        <source>Pixel size of the chosen images</source>
        <translation>Pixelgröße der ausgewählten Bilder</translation>
    </message>
    <message>
        <source>Pixel size of {images}…</source>
        <translation>Pixelgröße: {images}…</translation>
    </message>
    <message>
        <source>Pixel size…</source>
        <translation>Pixelgröße…</translation>
    </message>
    <message>
        <source>Pixels are {um:g} µm now where files do not say.</source>
        <translation>Pixel sind jetzt {um:g} µm groß, wo die Dateien nichts sagen.</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>Diagramm</translation>
    </message>
    <message>
        <source>Plot of the objects</source>
        <translation>Diagramm der Objekte</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>Polygon</translation>
    </message>
    <message>
        <source>Polygons instead of masks</source>
        <translation>Polygone statt Masken</translation>
    </message>
    <message>
        <source>Positive</source>
        <translation>Positiv</translation>
    </message>
    <message>
        <source>Positive from</source>
        <translation>Positiv ab</translation>
    </message>
    <message>
        <source>Positivity is measured by DAB, which was not asked for.</source>
        <translation>Positivität wird an DAB gemessen, wonach nicht gefragt wurde.</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Predict again first.</source>
        <translation>Lassen Sie zuerst noch einmal vorhersagen.</translation>
    </message>
    <message>
        <source>Predict again on the image as it is now.</source>
        <translation>Sagen Sie das Bild vorher, wie es jetzt ist.</translation>
    </message>
    <message>
        <source>Predict again to use it.</source>
        <translation>Sagen Sie noch einmal vorher, um sie zu nutzen.</translation>
    </message>
    <message>
        <source>Predict all</source>
        <translation>Alle vorhersagen</translation>
    </message>
    <message>
        <source>Predict all the same</source>
        <translation>Trotzdem vorhersagen</translation>
    </message>
    <message>
        <source>Predict another kind</source>
        <translation>Andere Art vorhersagen</translation>
    </message>
    <message>
        <source>Predict the chosen images</source>
        <translation>Ausgewählte Bilder vorhersagen</translation>
    </message>
    <message>
        <source>Predict this image again.</source>
        <translation>Sagen Sie dieses Bild noch einmal vorher.</translation>
    </message>
    <message>
        <source>Predict while typing</source>
        <translation>Beim Schreiben vorhersagen</translation>
    </message>
    <message>
        <source>Predict with another generation, or with the model the program came with (0).</source>
        <translation>Nehmen Sie eine andere Generation für die Vorhersage, oder das mitgelieferte Modell (0).</translation>
    </message>
    <message>
        <source>Predict with the model the program came with</source>
        <translation>Mit dem mitgelieferten Modell vorhersagen</translation>
    </message>
    <message>
        <source>Predict with the model the program came with; generations stay</source>
        <translation>Mit dem mitgelieferten Modell vorhersagen; Generationen bleiben</translation>
    </message>
    <message>
        <source>Predict with the selected generation</source>
        <translation>Mit der ausgewählten Generation vorhersagen</translation>
    </message>
    <message>
        <source>Predict {images}</source>
        <translation>Vorhersagen: {images}</translation>
    </message>
    <message>
        <source>Predicting {images}</source>
        <translation>Vorhersage: {images}</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>Predictions are computed here ({backend})</source>
        <translation>Vorhersagen werden hier gerechnet ({backend})</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Preferences…</source>
        <translation>Einstellungen…</translation>
    </message>
    <message>
        <source>Preparing the sample project</source>
        <translation>Das Beispielprojekt wird vorbereitet</translation>
    </message>
    <message>
        <source>Press . to go to one.</source>
        <translation>Drücken Sie . (Punkt), um zu einem zu gehen.</translation>
    </message>
    <message>
        <source>Press Resume to continue.</source>
        <translation>Drücken Sie Fortsetzen, um weiterzumachen.</translation>
    </message>
    <message>
        <source>Press {number} again to change it.</source>
        <translation>Noch einmal {number} ändert es.</translation>
    </message>
    <message>
        <source>Previous image</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Previous image in the list; what you did is saved.</source>
        <translation>Voriges Bild der Liste; was Sie getan haben, ist gespeichert.</translation>
    </message>
    <message>
        <source>Previous object</source>
        <translation>Voriges Objekt</translation>
    </message>
    <message>
        <source>Previous unreviewed image</source>
        <translation>Voriges offenes Bild</translation>
    </message>
    <message>
        <source>Previous unreviewed image in the list; what you did is saved.</source>
        <translation>Voriges Bild der Liste, das noch offen ist; was Sie getan haben, ist gespeichert.</translation>
    </message>
    <message>
        <source>Processor threads for prediction</source>
        <translation>Prozessor-Threads für die Vorhersage</translation>
    </message>
    <message>
        <source>Processor threads for training</source>
        <translation>Prozessor-Threads für das Training</translation>
    </message>
    <message>
        <source>Progress of the export</source>
        <translation>Fortschritt des Exports</translation>
    </message>
    <message>
        <source>Progress of the import</source>
        <translation>Fortschritt des Imports</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projekt</translation>
    </message>
    <message>
        <source>Project care</source>
        <translation>Projektpflege</translation>
    </message>
    <message>
        <source>Project settings</source>
        <translation>Projekteinstellungen</translation>
    </message>
    <message>
        <source>Project settings…</source>
        <translation>Projekteinstellungen…</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>Proposal of the model</source>
        <translation>Vorschlag des Modells</translation>
    </message>
    <message>
        <source>Proposal of {made_by}</source>
        <translation>Vorschlag von {made_by}</translation>
    </message>
    <message>
        <source>Propose again what was rejected in this image</source>
        <translation>Wieder vorschlagen, was in diesem Bild abgelehnt wurde</translation>
    </message>
    <message>
        <source>Propose more, of which the model is less sure.</source>
        <translation>Mehr vorschlagen, dessen sich das Modell weniger sicher ist.</translation>
    </message>
    <message>
        <source>Propose only what the model is surer of.</source>
        <translation>Nur vorschlagen, dessen sich das Modell sicherer ist.</translation>
    </message>
    <message>
        <source>Propose smaller objects too.</source>
        <translation>Auch kleinere Objekte vorschlagen.</translation>
    </message>
    <message>
        <source>Proposed area {at} of {count}</source>
        <translation>Vorgeschlagener Bereich {at} von {count}</translation>
    </message>
    <message>
        <source>Protect others</source>
        <translation>Andere schützen</translation>
    </message>
    <message>
        <source>Pseudo labels</source>
        <translation>Pseudo-Labels</translation>
    </message>
    <message>
        <source>Pseudo labels begin anew where the picture is another one by now, or nobody noted which it was: {images}. Since then they taught nothing.</source>
        <translation>Pseudo-Labels beginnen neu, wo das Bild inzwischen ein anderes ist oder niemand notiert hat, welches es war: {images}. Seither haben sie nichts gelehrt.</translation>
    </message>
    <message>
        <source>Pseudo labels…</source>
        <translation>Pseudo-Labels…</translation>
    </message>
    <message>
        <source>Put a folder with it (config.json, tokenizer and weights) here and name that folder in the model&apos;s config.toml under [encoder] source.</source>
        <translation>Legen Sie einen Ordner damit (config.json, Tokenizer und Gewichte) hierher, und nennen Sie ihn in der config.toml des Modells unter [encoder] source.</translation>
    </message>
    <message>
        <source>Put a good file in its place: `lvit templates carry PROJECT {name}.toml`.</source>
        <translation>Legen Sie eine gute Datei an ihre Stelle: `lvit templates carry PROJECT {name}.toml`.</translation>
    </message>
    <message>
        <source>Put back</source>
        <translation>Einsetzen</translation>
    </message>
    <message>
        <source>Put in force</source>
        <translation>In Kraft setzen</translation>
    </message>
    <message>
        <source>Put it back and try again.</source>
        <translation>Legen Sie es zurück und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Put it back, or save a copy elsewhere.</source>
        <translation>Legen Sie es zurück, oder speichern Sie eine Kopie woanders.</translation>
    </message>
    <message>
        <source>Put its folder back, or choose another generation under Training.</source>
        <translation>Legen Sie ihren Ordner zurück, oder wählen Sie unter Training eine andere Generation.</translation>
    </message>
    <message>
        <source>Put its {config_name} beside it.</source>
        <translation>Legen Sie die zugehörige {config_name} daneben.</translation>
    </message>
    <message>
        <source>Put lesions into labelcol/ (empty ones for healthy images) and lungs into lungs/.</source>
        <translation>Legen Sie Befunde in labelcol/ (leere für gesunde Bilder) und Lungen in lungs/.</translation>
    </message>
    <message>
        <source>Put pictures into a folder images and masks of the same names into a folder masks.</source>
        <translation>Legen Sie die Bilder in einen Ordner images und Masken mit denselben Namen in einen Ordner masks.</translation>
    </message>
    <message>
        <source>Put the masks into labelcol/.</source>
        <translation>Legen Sie die Masken in labelcol/.</translation>
    </message>
    <message>
        <source>Put the objects of another reader in the place of yours, in the layer you work on.</source>
        <translation>Die Objekte eines anderen Befunders an die Stelle Ihrer setzen, in der Ebene, in der Sie arbeiten.</translation>
    </message>
    <message>
        <source>Put their labels in the place of yours; one step to undo</source>
        <translation>Ihre Annotationen an die Stelle der eigenen setzen; mit einem Schritt rückgängig</translation>
    </message>
    <message>
        <source>Pyramids for slides</source>
        <translation>Pyramiden für Objektträger</translation>
    </message>
    <message>
        <source>QuPath GeoJSON</source>
        <translation>QuPath GeoJSON</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Re-admit</source>
        <translation>Wieder zulassen</translation>
    </message>
    <message>
        <source>Read as: {words}.</source>
        <translation>Gelesen als: {words}.</translation>
    </message>
    <message>
        <source>Readers of this image</source>
        <translation>Befunder dieses Bildes</translation>
    </message>
    <message>
        <source>Reading the data set</source>
        <translation>Der Datensatz wird gelesen</translation>
    </message>
    <message>
        <source>Reading the history</source>
        <translation>Der Verlauf wird gelesen</translation>
    </message>
    <message>
        <source>Reading the image</source>
        <translation>Das Bild wird gelesen</translation>
    </message>
    <message>
        <source>Reading the labels</source>
        <translation>Die Annotationen werden gelesen</translation>
    </message>
    <message>
        <source>Reading the list</source>
        <translation>Die Liste wird gelesen</translation>
    </message>
    <message>
        <source>Reading the project</source>
        <translation>Das Projekt wird gelesen</translation>
    </message>
    <message>
        <source>Reading what labeling took</source>
        <translation>Lesen, was das Annotieren brauchte</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>{name} wird gelesen</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>Recent projects</source>
        <translation>Zuletzt geöffnete Projekte</translation>
    </message>
    <message>
        <source>Record generation</source>
        <translation>Generation aufzeichnen</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>Rot</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Redo the step that was undone.</source>
        <translation>Den rückgängig gemachten Schritt wiederholen.</translation>
    </message>
    <message>
        <source>Redone: {step}</source>
        <translation>Wiederholt: {step}</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>Region</translation>
    </message>
    <message>
        <source>Region {name} has the same number; contours of that number are taken for that one.</source>
        <translation>Region {name} hat dieselbe Nummer; Konturen mit dieser Nummer gelten als die ihren.</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Regionen</translation>
    </message>
    <message>
        <source>Regions have no classes.</source>
        <translation>Regionen haben keine Klassen.</translation>
    </message>
    <message>
        <source>Regions of nnU-Net are made of labels; each label is a class by itself: {names}.</source>
        <translation>Regionen von nnU-Net bestehen aus Labels; jedes Label ist für sich eine Klasse: {names}.</translation>
    </message>
    <message>
        <source>Regions of the image</source>
        <translation>Bereiche des Bildes</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message>
        <source>Reject area</source>
        <translation>Bereich ablehnen</translation>
    </message>
    <message>
        <source>Reject marked area</source>
        <translation>Markierten Bereich ablehnen</translation>
    </message>
    <message>
        <source>Reject one object</source>
        <translation>Ein Objekt ablehnen</translation>
    </message>
    <message>
        <source>Reject proposal</source>
        <translation>Vorschlag ablehnen</translation>
    </message>
    <message>
        <source>Reject the proposed area that keys have gone to.</source>
        <translation>Den vorgeschlagenen Bereich ablehnen, zu dem die Tasten geführt haben.</translation>
    </message>
    <message>
        <source>Reject this area</source>
        <translation>Diesen Bereich ablehnen</translation>
    </message>
    <message>
        <source>Relabel</source>
        <translation>Klasse ändern</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove from the sentence</source>
        <translation>Aus dem Satz entfernen</translation>
    </message>
    <message>
        <source>Remove images</source>
        <translation>Bilder entfernen</translation>
    </message>
    <message>
        <source>Remove objects without pixels</source>
        <translation>Objekte ohne Pixel entfernen</translation>
    </message>
    <message>
        <source>Remove one object from the proposal.</source>
        <translation>Ein Objekt aus dem Vorschlag entfernen.</translation>
    </message>
    <message>
        <source>Remove the keys from the action</source>
        <translation>Der Aktion die Tasten nehmen</translation>
    </message>
    <message>
        <source>Remove the proposal; your mask stays.</source>
        <translation>Den Vorschlag entfernen; Ihre Maske bleibt.</translation>
    </message>
    <message>
        <source>Remove the selected object.</source>
        <translation>Das ausgewählte Objekt entfernen.</translation>
    </message>
    <message>
        <source>Remove the smaller parts. Acts on the selected object, or on all of the layer.</source>
        <translation>Die kleineren Teile entfernen. Wirkt auf das ausgewählte Objekt oder auf die ganze Ebene.</translation>
    </message>
    <message>
        <source>Remove {images} from the project?</source>
        <translation>Aus dem Projekt entfernen: {images}?</translation>
    </message>
    <message>
        <source>Remove {images} from the project…</source>
        <translation>Aus dem Projekt entfernen: {images}…</translation>
    </message>
    <message>
        <source>Removed from the headers of the copies: {names}.</source>
        <translation>Aus den Kopfdaten der Kopien entfernt: {names}.</translation>
    </message>
    <message>
        <source>Removed from the headers of the copies: {private} private values.</source>
        <translation>Aus den Kopfdaten der Kopien entfernt: {private} private Werte.</translation>
    </message>
    <message>
        <source>Rename one.</source>
        <translation>Benennen Sie eines um.</translation>
    </message>
    <message>
        <source>Rename the file, or write the text anew.</source>
        <translation>Benennen Sie die Datei um, oder schreiben Sie den Text neu.</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>Reparieren</translation>
    </message>
    <message>
        <source>Repairing the project</source>
        <translation>Das Projekt wird repariert</translation>
    </message>
    <message>
        <source>Replace the sentence by the one measured from the mask.</source>
        <translation>Den Satz durch den aus der Maske gemessenen ersetzen.</translation>
    </message>
    <message>
        <source>Replace the sentence by the one of the mask</source>
        <translation>Den Satz durch den der Maske ersetzen</translation>
    </message>
    <message>
        <source>Replace their labels and sentence</source>
        <translation>Ihre Annotationen und ihren Satz ersetzen</translation>
    </message>
    <message>
        <source>Replaced by others, in every file in the same way: {names}.</source>
        <translation>Durch andere ersetzt, in jeder Datei auf die gleiche Weise: {names}.</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Report this with the message: {error}</source>
        <translation>Melden Sie dies mit dem Text: {error}</translation>
    </message>
    <message>
        <source>Reset all settings of this page</source>
        <translation>Alle Einstellungen dieser Seite zurücksetzen</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Anordnung zurücksetzen</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Restore a backup</source>
        <translation>Sicherung wiederherstellen</translation>
    </message>
    <message>
        <source>Restore a backup…</source>
        <translation>Sicherung wiederherstellen…</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>Standard wiederherstellen</translation>
    </message>
    <message>
        <source>Restore the default keys</source>
        <translation>Die Standardtasten wiederherstellen</translation>
    </message>
    <message>
        <source>Restoring the backup</source>
        <translation>Die Sicherung wird wiederhergestellt</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Resume training</source>
        <translation>Training fortsetzen</translation>
    </message>
    <message>
        <source>Resume with the settings it began with.</source>
        <translation>Setzen Sie mit den Einstellungen fort, mit denen er begann.</translation>
    </message>
    <message>
        <source>Return</source>
        <translation>Return</translation>
    </message>
    <message>
        <source>Return accepts all of a proposal, Delete rejects it. With . you go from area to area; Shift+Return accepts one, Shift+Delete rejects it.</source>
        <translation>Return nimmt den ganzen Vorschlag an, Entf lehnt ihn ab. Mit . gehen Sie von Bereich zu Bereich; Umschalt+Return nimmt einen an, Umschalt+Entf lehnt ihn ab.</translation>
    </message>
    <message>
        <source>Return to</source>
        <translation>Zurückkehren</translation>
    </message>
    <message>
        <source>Return to makes labels and sentence what they were after the chosen step, as a new step that can be undone. Nothing of what came later is lost.</source>
        <translation>Zurückkehren macht Annotationen und Satz zu dem, was sie nach dem gewählten Schritt waren, als neuen Schritt, der rückgängig gemacht werden kann. Nichts Späteres geht verloren.</translation>
    </message>
    <message>
        <source>Return to step {number}</source>
        <translation>Zu Schritt {number} zurückkehren</translation>
    </message>
    <message>
        <source>Return to the beginning</source>
        <translation>Zum Anfang zurück</translation>
    </message>
    <message>
        <source>Rewrite all sentences and remember when and by whom</source>
        <translation>Alle Sätze umschreiben und festhalten, wann und von wem</translation>
    </message>
    <message>
        <source>Rewrite what was understood in the template&apos;s own words. Other words stay.</source>
        <translation>Das Verstandene in den Worten der Vorlage neu schreiben. Andere Wörter bleiben.</translation>
    </message>
    <message>
        <source>Right-drag</source>
        <translation>Ziehen mit rechts</translation>
    </message>
    <message>
        <source>Round off the outline. Acts on the selected object, or on all of the layer.</source>
        <translation>Den Umriss abrunden. Wirkt auf das ausgewählte Objekt oder auf die ganze Ebene.</translation>
    </message>
    <message>
        <source>Rulers</source>
        <translation>Lineale</translation>
    </message>
    <message>
        <source>Save 0 for the background and 1, 2, 3 and so on for objects.</source>
        <translation>Speichern Sie 0 für den Hintergrund und 1, 2, 3 und so weiter für Objekte.</translation>
    </message>
    <message>
        <source>Save 0 for the background.</source>
        <translation>Speichern Sie 0 für den Hintergrund.</translation>
    </message>
    <message>
        <source>Save a copy elsewhere</source>
        <translation>Kopie woanders speichern</translation>
    </message>
    <message>
        <source>Save a copy elsewhere (File menu) and work on that.</source>
        <translation>Speichern Sie eine Kopie woanders (Menü Datei), und arbeiten Sie daran.</translation>
    </message>
    <message>
        <source>Save a copy elsewhere…</source>
        <translation>Kopie woanders speichern…</translation>
    </message>
    <message>
        <source>Save each mask as a file of its own.</source>
        <translation>Speichern Sie jede Maske als eigene Datei.</translation>
    </message>
    <message>
        <source>Save each of them as a file of its own.</source>
        <translation>Speichern Sie jedes als eigene Datei.</translation>
    </message>
    <message>
        <source>Save each slice that you need as a file of its own.</source>
        <translation>Speichern Sie jede Schicht, die Sie brauchen, als eigene Datei.</translation>
    </message>
    <message>
        <source>Save every plane as a page.</source>
        <translation>Speichern Sie jede Ebene als Seite.</translation>
    </message>
    <message>
        <source>Save figure of the text…</source>
        <translation>Abbildung zum Text speichern…</translation>
    </message>
    <message>
        <source>Save it anew with transformers, or choose another.</source>
        <translation>Speichern Sie ihn mit transformers neu, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>Save it as .nii.gz.</source>
        <translation>Speichern Sie es als .nii.gz.</translation>
    </message>
    <message>
        <source>Save it as .xlsx again.</source>
        <translation>Speichern Sie sie noch einmal als .xlsx.</translation>
    </message>
    <message>
        <source>Save it as .xlsx, or as CSV in UTF-8.</source>
        <translation>Speichern Sie sie als .xlsx oder als CSV in UTF-8.</translation>
    </message>
    <message>
        <source>Save it as PNG.</source>
        <translation>Speichern Sie es als PNG.</translation>
    </message>
    <message>
        <source>Save it as UTF-8.</source>
        <translation>Speichern Sie es als UTF-8.</translation>
    </message>
    <message>
        <source>Save it as a grey or RGB image.</source>
        <translation>Speichern Sie es als Grau- oder RGB-Bild.</translation>
    </message>
    <message>
        <source>Save it as a pyramid: a tiled TIFF with smaller levels.</source>
        <translation>Speichern Sie es als Pyramide: ein gekacheltes TIFF mit kleineren Stufen.</translation>
    </message>
    <message>
        <source>Save it as a tiled TIFF with smaller levels or cut it into parts.</source>
        <translation>Speichern Sie es als gekacheltes TIFF mit kleineren Stufen, oder zerlegen Sie es.</translation>
    </message>
    <message>
        <source>Save it as safetensors; other formats can hold code.</source>
        <translation>Speichern Sie es als safetensors; andere Formate können Code enthalten.</translation>
    </message>
    <message>
        <source>Save it as whole numbers.</source>
        <translation>Speichern Sie es als ganze Zahlen.</translation>
    </message>
    <message>
        <source>Save it in grey or RGB.</source>
        <translation>Speichern Sie es in Grau oder RGB.</translation>
    </message>
    <message>
        <source>Save it in parts.</source>
        <translation>Speichern Sie sie in Teilen.</translation>
    </message>
    <message>
        <source>Save it uncompressed or with LZW, Deflate or JPEG.</source>
        <translation>Speichern Sie es unkomprimiert oder mit LZW, Deflate oder JPEG.</translation>
    </message>
    <message>
        <source>Save it with 8 bits a channel, or with one number for each class or object.</source>
        <translation>Sichern Sie es mit 8 Bit je Kanal, oder mit einer Zahl für jede Klasse oder jedes Objekt.</translation>
    </message>
    <message>
        <source>Save it with fewer pixels.</source>
        <translation>Speichern Sie es mit weniger Pixeln.</translation>
    </message>
    <message>
        <source>Save it with tiles of 256 or 512 pixels.</source>
        <translation>Speichern Sie es mit Kacheln von 256 oder 512 Pixeln.</translation>
    </message>
    <message>
        <source>Save it with whole or real numbers.</source>
        <translation>Speichern Sie es mit ganzen oder reellen Zahlen.</translation>
    </message>
    <message>
        <source>Save masks as PNG or TIFF.</source>
        <translation>Speichern Sie Masken als PNG oder TIFF.</translation>
    </message>
    <message>
        <source>Save masks with one colour or number for each class or object.</source>
        <translation>Speichern Sie Masken mit einer Farbe oder Zahl je Klasse oder Objekt.</translation>
    </message>
    <message>
        <source>Save masks with one number for each class or object.</source>
        <translation>Speichern Sie Masken mit einer Zahl je Klasse oder Objekt.</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Save report…</source>
        <translation>Bericht speichern…</translation>
    </message>
    <message>
        <source>Save tables…</source>
        <translation>Tabellen sichern…</translation>
    </message>
    <message>
        <source>Save the channel you need, or a picture in RGB, as a file of its own.</source>
        <translation>Speichern Sie den Kanal, den Sie brauchen, oder ein RGB-Bild als eigene Datei.</translation>
    </message>
    <message>
        <source>Save the figure</source>
        <translation>Abbildung speichern</translation>
    </message>
    <message>
        <source>Save the page you need in tiles.</source>
        <translation>Speichern Sie die Seite, die Sie brauchen, in Kacheln.</translation>
    </message>
    <message>
        <source>Save the plane or channel you need as a file of its own.</source>
        <translation>Speichern Sie die Ebene oder den Kanal, den Sie brauchen, als eigene Datei.</translation>
    </message>
    <message>
        <source>Save the run and end it; it can be resumed.</source>
        <translation>Den Lauf speichern und beenden; er kann fortgesetzt werden.</translation>
    </message>
    <message>
        <source>Save the table</source>
        <translation>Tabelle sichern</translation>
    </message>
    <message>
        <source>Save the tables</source>
        <translation>Tabellen sichern</translation>
    </message>
    <message>
        <source>Save what is left and close the project.</source>
        <translation>Speichern, was noch offen ist, und das Projekt schließen.</translation>
    </message>
    <message>
        <source>Save what the text did as a picture: the answers with the sentence and without it.</source>
        <translation>Was der Text bewirkte, als Bild speichern: die Antworten mit und ohne den Satz.</translation>
    </message>
    <message>
        <source>Saved in {name}.</source>
        <translation>Gespeichert in {name}.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Sichern…</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Es wird gespeichert</translation>
    </message>
    <message>
        <source>Saving a copy</source>
        <translation>Eine Kopie wird gespeichert</translation>
    </message>
    <message>
        <source>Saving the report</source>
        <translation>Der Bericht wird gespeichert</translation>
    </message>
    <message>
        <source>Saving your last changes…</source>
        <translation>Ihre letzten Änderungen werden gespeichert…</translation>
    </message>
    <message>
        <source>Say whether they are the viewer&apos;s or the patient&apos;s.</source>
        <translation>Sagen Sie, ob es die Seiten des Betrachters oder des Patienten sind.</translation>
    </message>
    <message>
        <source>Say which class a name means</source>
        <translation>Sagen, welche Klasse ein Name meint</translation>
    </message>
    <message>
        <source>Say whose labels they are.</source>
        <translation>Sagen Sie, wessen Annotationen es sind.</translation>
    </message>
    <message>
        <source>Say why</source>
        <translation>Grund nennen</translation>
    </message>
    <message>
        <source>Say why; changes are kept with that until this is labeled again or another is shown.</source>
        <translation>Den Grund nennen; Änderungen werden damit festgehalten, bis dieses Bild wieder annotiert ist oder ein anderes gezeigt wird.</translation>
    </message>
    <message>
        <source>Says which class of the project it means</source>
        <translation>Sagt, welche Klasse des Projekts gemeint ist</translation>
    </message>
    <message>
        <source>Screen pixels per image pixel</source>
        <translation>Bildschirmpixel pro Bildpixel</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search actions</source>
        <translation>Aktionen suchen</translation>
    </message>
    <message>
        <source>Search images</source>
        <translation>Bilder suchen</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>Search settings and keys</source>
        <translation>Einstellungen und Tasten suchen</translation>
    </message>
    <message>
        <source>Second</source>
        <translation>Zweite</translation>
    </message>
    <message>
        <source>See `lvit info` for those there are.</source>
        <translation>`lvit info` nennt, welche es gibt.</translation>
    </message>
    <message>
        <source>See the ranges in the recipe&apos;s documentation (lvit train --help).</source>
        <translation>Die Grenzen stehen in der Dokumentation des Rezepts (lvit train --help).</translation>
    </message>
    <message>
        <source>Seen</source>
        <translation>Gesehen</translation>
    </message>
    <message>
        <source>Segment {number} of {name}</source>
        <translation>Segment {number} von {name}</translation>
    </message>
    <message>
        <source>Segmentations that belong to DICOM images</source>
        <translation>Segmentierungen, die zu DICOM-Bildern gehören</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>Auswählen</translation>
    </message>
    <message>
        <source>Select a small one.</source>
        <translation>Wählen Sie ein kleines.</translation>
    </message>
    <message>
        <source>Select every &apos;{title}&apos;</source>
        <translation>Alle „{title}“ auswählen</translation>
    </message>
    <message>
        <source>Select object {object_id}</source>
        <translation>Objekt {object_id} auswählen</translation>
    </message>
    <message>
        <source>Select one on which only this stain lies.</source>
        <translation>Wählen Sie eines, auf dem nur diese Färbung liegt.</translation>
    </message>
    <message>
        <source>Selected only</source>
        <translation>Nur gewählte</translation>
    </message>
    <message>
        <source>Selected: {title_now}</source>
        <translation>Ausgewählt: {title_now}</translation>
    </message>
    <message>
        <source>Sentence</source>
        <translation>Satz</translation>
    </message>
    <message>
        <source>Sentence &gt; Predict another kind asks the model all the same.</source>
        <translation>Satz &gt; Andere Art vorhersagen fragt das Modell trotzdem.</translation>
    </message>
    <message>
        <source>Sentence against mask</source>
        <translation>Satz gegen Maske</translation>
    </message>
    <message>
        <source>Sentence and mask</source>
        <translation>Satz und Maske</translation>
    </message>
    <message>
        <source>Sentence and mask disagree</source>
        <translation>Satz und Maske widersprechen sich</translation>
    </message>
    <message>
        <source>Sentence of the chosen images</source>
        <translation>Satz der ausgewählten Bilder</translation>
    </message>
    <message>
        <source>Sentence of the mask: {canonical}</source>
        <translation>Satz der Maske: {canonical}</translation>
    </message>
    <message>
        <source>Sentence of {images}…</source>
        <translation>Satz: {images}…</translation>
    </message>
    <message>
        <source>Sentence then</source>
        <translation>Damaliger Satz</translation>
    </message>
    <message>
        <source>Sentences</source>
        <translation>Sätze</translation>
    </message>
    <message>
        <source>Sentences and objects are only in provenance.json.</source>
        <translation>Sätze und Objekte stehen nur in provenance.json.</translation>
    </message>
    <message>
        <source>Sentences and who made each object are only in provenance.json.</source>
        <translation>Sätze und wer ein Objekt gemacht hat, stehen nur in provenance.json.</translation>
    </message>
    <message>
        <source>Sentences are only in provenance.json.</source>
        <translation>Sätze stehen nur in provenance.json.</translation>
    </message>
    <message>
        <source>Set batch to {world} or more in the recipe, or start fewer processes.</source>
        <translation>Setzen Sie batch im Rezept auf {world} oder mehr, oder starten Sie weniger Prozesse.</translation>
    </message>
    <message>
        <source>Set classes to 1.</source>
        <translation>Setzen Sie classes auf 1.</translation>
    </message>
    <message>
        <source>Set text_dim to {dim}, or choose another encoder.</source>
        <translation>Setzen Sie text_dim auf {dim}, oder wählen Sie einen anderen Encoder.</translation>
    </message>
    <message>
        <source>Sets the layers, the classes, the words of the sentence and the model</source>
        <translation>Bestimmt die Ebenen, die Klassen, die Wörter des Satzes und das Modell</translation>
    </message>
    <message>
        <source>Setting, {group}</source>
        <translation>Einstellung, {group}</translation>
    </message>
    <message>
        <source>Settings that have no room here</source>
        <translation>Einstellungen, die hier keinen Platz haben</translation>
    </message>
    <message>
        <source>Several</source>
        <translation>Mehrere</translation>
    </message>
    <message>
        <source>Several images have the id {key} that it names.</source>
        <translation>Mehrere Bilder haben die Nummer {key}, die es nennt.</translation>
    </message>
    <message>
        <source>Several people labeled one picture: {names}.</source>
        <translation>Mehrere Personen haben ein Bild annotiert: {names}.</translation>
    </message>
    <message>
        <source>Several pictures have that name.</source>
        <translation>Mehrere Bilder haben diesen Namen.</translation>
    </message>
    <message>
        <source>Shape and place</source>
        <translation>Form und Ort</translation>
    </message>
    <message>
        <source>Shapes of its kind ({kind}) are not read.</source>
        <translation>Formen dieser Art ({kind}) werden nicht gelesen.</translation>
    </message>
    <message>
        <source>Share of the image</source>
        <translation>Anteil des Bildes</translation>
    </message>
    <message>
        <source>Share that is covered</source>
        <translation>Bedeckter Anteil</translation>
    </message>
    <message>
        <source>Shift+Space</source>
        <translation>Umschalt+Leertaste</translation>
    </message>
    <message>
        <source>Short axis</source>
        <translation>Kurze Achse</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Show all details</source>
        <translation>Alle Details zeigen</translation>
    </message>
    <message>
        <source>Show all images</source>
        <translation>Alle Bilder zeigen</translation>
    </message>
    <message>
        <source>Show bright as dark and dark as bright.</source>
        <translation>Helles dunkel und Dunkles hell zeigen.</translation>
    </message>
    <message>
        <source>Show details</source>
        <translation>Details zeigen</translation>
    </message>
    <message>
        <source>Show difference</source>
        <translation>Unterschied zeigen</translation>
    </message>
    <message>
        <source>Show how densely the objects of the class lie that the class keys have chosen.</source>
        <translation>Zeigt, wie dicht die Objekte der Klasse liegen, die mit den Klassentasten gewählt ist.</translation>
    </message>
    <message>
        <source>Show how densely the objects of the layer lie, while the image is seen from afar.</source>
        <translation>Zeigt, wie dicht die Objekte der Ebene liegen, solange das Bild von weitem zu sehen ist.</translation>
    </message>
    <message>
        <source>Show masks</source>
        <translation>Masken zeigen</translation>
    </message>
    <message>
        <source>Show masks filled, then their contours alone, then none of them.</source>
        <translation>Masken gefüllt zeigen, dann nur ihre Konturen, dann gar nicht.</translation>
    </message>
    <message>
        <source>Show more of the image, smaller.</source>
        <translation>Mehr vom Bild zeigen, kleiner.</translation>
    </message>
    <message>
        <source>Show on the image where they differ from yours</source>
        <translation>Im Bild zeigen, wo sie von Ihren abweichen</translation>
    </message>
    <message>
        <source>Show one image pixel on one screen pixel.</source>
        <translation>Ein Bildpixel auf einem Bildschirmpixel zeigen.</translation>
    </message>
    <message>
        <source>Show or hide masks. Hold the key to hide them while it is down.</source>
        <translation>Masken ein- oder ausblenden. Die Taste halten blendet sie aus, solange sie gedrückt ist.</translation>
    </message>
    <message>
        <source>Show or hide name, size, contrast and zoom; whose left is meant is always told.</source>
        <translation>Name, Größe, Kontrast und Zoom zeigen oder verbergen; wessen Links gemeint ist, steht immer da.</translation>
    </message>
    <message>
        <source>Show or hide the classes and objects of the image.</source>
        <translation>Klassen und Objekte des Bildes ein- oder ausblenden.</translation>
    </message>
    <message>
        <source>Show or hide the fine-tuning and its curves.</source>
        <translation>Das Feintraining und seine Kurven ein- oder ausblenden.</translation>
    </message>
    <message>
        <source>Show or hide the list of images.</source>
        <translation>Die Bilderliste ein- oder ausblenden.</translation>
    </message>
    <message>
        <source>Show or hide the measures of objects, image and project, and their plots.</source>
        <translation>Zeigt oder verbirgt die Maße von Objekten, Bild und Projekt und ihre Diagramme.</translation>
    </message>
    <message>
        <source>Show or hide the model&apos;s proposal. Hold the key to hide it while it is down.</source>
        <translation>Den Vorschlag des Modells ein- oder ausblenden. Die Taste halten blendet ihn aus, solange sie gedrückt ist.</translation>
    </message>
    <message>
        <source>Show or hide the small whole image, while a part of it is shown larger.</source>
        <translation>Das kleine ganze Bild zeigen oder verbergen, während ein Teil davon größer gezeigt wird.</translation>
    </message>
    <message>
        <source>Show or hide what the sentence changed in the answer.</source>
        <translation>Ein- oder ausblenden, was der Satz an der Antwort geändert hat.</translation>
    </message>
    <message>
        <source>Show or hide where sentence and mask agree and where they do not.</source>
        <translation>Ein- oder ausblenden, wo Satz und Maske übereinstimmen und wo nicht.</translation>
    </message>
    <message>
        <source>Show or hide, in a low window, the words to click and what the sentence lacks.</source>
        <translation>In einem niedrigen Fenster die Wörter zum Anklicken und was dem Satz fehlt zeigen oder verbergen.</translation>
    </message>
    <message>
        <source>Show proposal</source>
        <translation>Vorschlag zeigen</translation>
    </message>
    <message>
        <source>Show the bar of the proposal</source>
        <translation>Leiste des Vorschlags zeigen</translation>
    </message>
    <message>
        <source>Show the diagram and click where it is</source>
        <translation>Das Schema zeigen und anklicken, wo es ist</translation>
    </message>
    <message>
        <source>Show the middle of the view larger.</source>
        <translation>Die Mitte des Ausschnitts größer zeigen.</translation>
    </message>
    <message>
        <source>Show the part above what is in view.</source>
        <translation>Den Teil über dem Ausschnitt zeigen.</translation>
    </message>
    <message>
        <source>Show the part below what is in view.</source>
        <translation>Den Teil unter dem Ausschnitt zeigen.</translation>
    </message>
    <message>
        <source>Show the part to the left of what is in view.</source>
        <translation>Den Teil links vom Ausschnitt zeigen.</translation>
    </message>
    <message>
        <source>Show the part to the right of what is in view.</source>
        <translation>Den Teil rechts vom Ausschnitt zeigen.</translation>
    </message>
    <message>
        <source>Show the place in the image</source>
        <translation>Die Stelle im Bild zeigen</translation>
    </message>
    <message>
        <source>Show the whole image.</source>
        <translation>Das ganze Bild zeigen.</translation>
    </message>
    <message>
        <source>Show the window in full screen.</source>
        <translation>Das Fenster im Vollbild zeigen.</translation>
    </message>
    <message>
        <source>Show values from -125 to 225 Hounsfield units.</source>
        <translation>Zeigt Werte von -125 bis 225 Hounsfield-Einheiten.</translation>
    </message>
    <message>
        <source>Show values from -1350 to 150 Hounsfield units.</source>
        <translation>Zeigt Werte von -1350 bis 150 Hounsfield-Einheiten.</translation>
    </message>
    <message>
        <source>Show values from -500 to 1300 Hounsfield units.</source>
        <translation>Zeigt Werte von -500 bis 1300 Hounsfield-Einheiten.</translation>
    </message>
    <message>
        <source>Show values from 0 to 80 Hounsfield units.</source>
        <translation>Zeigt Werte von 0 bis 80 Hounsfield-Einheiten.</translation>
    </message>
    <message>
        <source>Show what a layer of the network looks at for this sentence (Grad-CAM).</source>
        <translation>Zeigen, worauf eine Schicht des Netzes bei diesem Satz schaut (Grad-CAM).</translation>
    </message>
    <message>
        <source>Show what lies further down.</source>
        <translation>Zeigen, was weiter unten liegt.</translation>
    </message>
    <message>
        <source>Show what lies further left.</source>
        <translation>Zeigen, was weiter links liegt.</translation>
    </message>
    <message>
        <source>Show what lies further right.</source>
        <translation>Zeigen, was weiter rechts liegt.</translation>
    </message>
    <message>
        <source>Show what lies further up.</source>
        <translation>Zeigen, was weiter oben liegt.</translation>
    </message>
    <message>
        <source>Show what only you drew, what only another reader drew, and what both did.</source>
        <translation>Zeigen, was nur Sie, was nur ein anderer Befunder und was beide gezeichnet haben.</translation>
    </message>
    <message>
        <source>Show what only your mask has, what only the proposal has, and what both have.</source>
        <translation>Zeigen, was nur Ihre Maske, was nur der Vorschlag und was beide haben.</translation>
    </message>
    <message>
        <source>Show what the text changed</source>
        <translation>Zeigen, was der Text geändert hat</translation>
    </message>
    <message>
        <source>Shown in the title of the window</source>
        <translation>Steht im Titel des Fensters</translation>
    </message>
    <message>
        <source>Shows the actions that contain these words</source>
        <translation>Zeigt die Aktionen mit diesen Wörtern</translation>
    </message>
    <message>
        <source>Shows the images whose name, sentence or reason has these words</source>
        <translation>Zeigt die Bilder, deren Name, Satz oder Grund diese Wörter enthält</translation>
    </message>
    <message>
        <source>Shows the parts of the window one after the other, on the sample project.</source>
        <translation>Zeigt die Teile des Fensters nacheinander, am Beispielprojekt.</translation>
    </message>
    <message>
        <source>Shows the words that have no room here</source>
        <translation>Zeigt die Wörter, die hier keinen Platz haben</translation>
    </message>
    <message>
        <source>Shows what a layer of the network looks at (Grad-CAM)</source>
        <translation>Zeigt, worauf eine Schicht des Netzes schaut (Grad-CAM)</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>Zeigen…</translation>
    </message>
    <message>
        <source>Shrink by one pixel. Acts on the selected object, or on all of the layer.</source>
        <translation>Um ein Pixel schrumpfen lassen. Wirkt auf das ausgewählte Objekt oder auf die ganze Ebene.</translation>
    </message>
    <message>
        <source>Side, number and zones of a paired organ</source>
        <translation>Seite, Anzahl und Zonen eines paarigen Organs</translation>
    </message>
    <message>
        <source>Single letters act while the image has the focus; in a text field they are text. All keys can be changed in the preferences.</source>
        <translation>Einzelne Buchstaben wirken, während das Bild den Fokus hat; in einem Textfeld sind sie Text. Alle Tasten lassen sich in den Einstellungen ändern.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Size of thumbnails</source>
        <translation>Größe der Vorschaubilder</translation>
    </message>
    <message>
        <source>Skipped by those who saw it, and not read: {names}.</source>
        <translation>Übersprungen von denen, die es sahen, und nicht gelesen: {names}.</translation>
    </message>
    <message>
        <source>Small</source>
        <translation>Klein</translation>
    </message>
    <message>
        <source>Small, medium or large pictures</source>
        <translation>Kleine, mittlere oder große Bilder</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <translation>Kleinerer Pinsel</translation>
    </message>
    <message>
        <source>Smaller smallest object</source>
        <translation>Kleineres kleinstes Objekt</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>Kleinstes</translation>
    </message>
    <message>
        <source>Smallest object of the proposal</source>
        <translation>Kleinstes Objekt des Vorschlags</translation>
    </message>
    <message>
        <source>Smooth</source>
        <translation>Glätten</translation>
    </message>
    <message>
        <source>Solidity</source>
        <translation>Solidität</translation>
    </message>
    <message>
        <source>Some changes were not stored.</source>
        <translation>Einige Änderungen wurden nicht gespeichert.</translation>
    </message>
    <message>
        <source>Something was accepted whose labels are not made yet.</source>
        <translation>Es wurde etwas angenommen, dessen Annotationen noch nicht gemacht sind.</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>Something went wrong in the program</source>
        <translation>Im Programm ist etwas schiefgegangen</translation>
    </message>
    <message>
        <source>Sort at random</source>
        <translation>Zufällig sortieren</translation>
    </message>
    <message>
        <source>Sort by name</source>
        <translation>Nach Name sortieren</translation>
    </message>
    <message>
        <source>Sort by need</source>
        <translation>Nach Bedarf sortieren</translation>
    </message>
    <message>
        <source>Sort images</source>
        <translation>Bilder sortieren</translation>
    </message>
    <message>
        <source>Sorted {order}; click to choose</source>
        <translation>Sortiert {order}; klicken zum Wählen</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>Leertaste</translation>
    </message>
    <message>
        <source>Space or middle button</source>
        <translation>Leertaste oder mittlere Maustaste</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Teilen</translation>
    </message>
    <message>
        <source>Split into parts</source>
        <translation>In Teile zerlegen</translation>
    </message>
    <message>
        <source>Split object</source>
        <translation>Objekt teilen</translation>
    </message>
    <message>
        <source>Stain vectors are three optical densities each, 0 or more: red, green and blue.</source>
        <translation>Farbvektoren sind je drei optische Dichten, 0 oder mehr: Rot, Grün und Blau.</translation>
    </message>
    <message>
        <source>Stain vectors were stated, and not of which stains.</source>
        <translation>Farbvektoren wurden angegeben, aber nicht, für welche Farbstoffe.</translation>
    </message>
    <message>
        <source>Stain vectors: {source}</source>
        <translation>Färbevektoren: {source}</translation>
    </message>
    <message>
        <source>Stains</source>
        <translation>Färbungen</translation>
    </message>
    <message>
        <source>Stains of this image</source>
        <translation>Färbungen dieses Bildes</translation>
    </message>
    <message>
        <source>Staircases; else outlines are smoothed, the same pixels inside</source>
        <translation>Treppen; sonst werden Umrisse geglättet, mit denselben Pixeln darin</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Start a new one.</source>
        <translation>Starten Sie einen neuen.</translation>
    </message>
    <message>
        <source>Start a new run.</source>
        <translation>Starten Sie einen neuen Lauf.</translation>
    </message>
    <message>
        <source>Start again when the status line says that all is saved.</source>
        <translation>Starten Sie noch einmal, wenn die Statuszeile sagt, dass alles gespeichert ist.</translation>
    </message>
    <message>
        <source>Start from the mask of the image before this one.</source>
        <translation>Mit der Maske des Bildes davor beginnen.</translation>
    </message>
    <message>
        <source>Start it on a desktop, or work without the window: see `lvit --help`.</source>
        <translation>Starten Sie es auf einem Desktop, oder arbeiten Sie ohne Fenster: siehe `lvit --help`.</translation>
    </message>
    <message>
        <source>Start the run again.</source>
        <translation>Starten Sie den Lauf noch einmal.</translation>
    </message>
    <message>
        <source>Start the run without --resume.</source>
        <translation>Starten Sie den Lauf ohne --resume.</translation>
    </message>
    <message>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>State heads and object_classes together.</source>
        <translation>Geben Sie heads und object_classes zusammen an.</translation>
    </message>
    <message>
        <source>State of the chosen images</source>
        <translation>Status der ausgewählten Bilder</translation>
    </message>
    <message>
        <source>State the size of a pixel in micrometres</source>
        <translation>Die Größe eines Pixels in Mikrometern angeben</translation>
    </message>
    <message>
        <source>Stay inside</source>
        <translation>Innerhalb bleiben</translation>
    </message>
    <message>
        <source>Step between pages</source>
        <translation>Schritt zwischen Seiten</translation>
    </message>
    <message>
        <source>Step {id}.{state}{why}</source>
        <translation>Schritt {id}.{state}{why}</translation>
    </message>
    <message>
        <source>Step {step} was taken back, so it was not the state of the image for long.</source>
        <translation>Schritt {step} wurde zurückgenommen; er war also nicht lange der Stand des Bildes.</translation>
    </message>
    <message>
        <source>Steps of this image</source>
        <translation>Schritte dieses Bildes</translation>
    </message>
    <message>
        <source>Still wrong: {text}</source>
        <translation>Weiterhin falsch: {text}</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Stop it at the lower right, or wait for it.</source>
        <translation>Beenden Sie ihn rechts unten, oder warten Sie auf ihn.</translation>
    </message>
    <message>
        <source>Stop it first.</source>
        <translation>Beenden Sie es zuerst.</translation>
    </message>
    <message>
        <source>Stop the export; nothing is left behind</source>
        <translation>Den Export beenden; nichts bleibt zurück</translation>
    </message>
    <message>
        <source>Stop this work</source>
        <translation>Diese Arbeit beenden</translation>
    </message>
    <message>
        <source>Stop training</source>
        <translation>Training beenden</translation>
    </message>
    <message>
        <source>Stop: {title}</source>
        <translation>Beenden: {title}</translation>
    </message>
    <message>
        <source>Stopped. What came in is whole; started again, it goes on.</source>
        <translation>Beendet. Was hereinkam, ist vollständig; noch einmal gestartet geht es weiter.</translation>
    </message>
    <message>
        <source>Stopped; &apos;Predict all&apos; goes on with the others.</source>
        <translation>Beendet; „Alle vorhersagen“ macht mit den anderen weiter.</translation>
    </message>
    <message>
        <source>Stopped; nothing was left behind.</source>
        <translation>Beendet; nichts blieb zurück.</translation>
    </message>
    <message>
        <source>Stored with what you draw and accept, so that a team can tell who did what.</source>
        <translation>Wird bei dem gespeichert, was Sie zeichnen und annehmen, damit ein Team weiß, wer was getan hat.</translation>
    </message>
    <message>
        <source>Storing sentences and masks</source>
        <translation>Sätze und Masken werden gespeichert</translation>
    </message>
    <message>
        <source>Stromal</source>
        <translation>Stromal</translation>
    </message>
    <message>
        <source>Subtract area</source>
        <translation>Bereich abziehen</translation>
    </message>
    <message>
        <source>Sums</source>
        <translation>Summen</translation>
    </message>
    <message>
        <source>Sums of the image</source>
        <translation>Summen des Bildes</translation>
    </message>
    <message>
        <source>Sums of the project</source>
        <translation>Summen des Projekts</translation>
    </message>
    <message>
        <source>Sure of the class</source>
        <translation>Sicherheit der Klasse</translation>
    </message>
    <message>
        <source>Swapping left and right changes nothing: the model ignores sides.</source>
        <translation>Links und rechts zu tauschen ändert nichts: Das Modell beachtet keine Seiten.</translation>
    </message>
    <message>
        <source>Switch up_vit and text off too, or DownViT on.</source>
        <translation>Schalten Sie auch up_vit und text aus, oder DownViT ein.</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Tags of images are not read.</source>
        <translation>Schlagwörter von Bildern werden nicht gelesen.</translation>
    </message>
    <message>
        <source>Take images with their masks out of the project; the files stay where they are.</source>
        <translation>Bilder mit ihren Masken aus dem Projekt nehmen; die Dateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Take it  {keys}</source>
        <translation>Übernehmen  {keys}</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Take over labels</source>
        <translation>Annotationen übernehmen</translation>
    </message>
    <message>
        <source>Take over the labels of a reader</source>
        <translation>Annotationen eines Befunders übernehmen</translation>
    </message>
    <message>
        <source>Take rejected back</source>
        <translation>Ablehnung zurücknehmen</translation>
    </message>
    <message>
        <source>Take the image and its mask out of the folder.</source>
        <translation>Nehmen Sie das Bild und seine Maske aus dem Ordner.</translation>
    </message>
    <message>
        <source>Take the region away: what is not drawn anywhere is background again.</source>
        <translation>Die Region entfernen: Was nirgends gezeichnet ist, ist wieder Hintergrund.</translation>
    </message>
    <message>
        <source>Take the sentence of the mask</source>
        <translation>Satz der Maske übernehmen</translation>
    </message>
    <message>
        <source>Taken back for all of them.</source>
        <translation>Für alle zurückgenommen.</translation>
    </message>
    <message>
        <source>Takes the chosen row away</source>
        <translation>Nimmt die gewählte Zeile weg</translation>
    </message>
    <message>
        <source>Takes the gate away; nothing stays selected</source>
        <translation>Nimmt den Bereich weg; nichts bleibt gewählt</translation>
    </message>
    <message>
        <source>Telling stains apart</source>
        <translation>Färbungen werden getrennt</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>That answer is not known yet.</source>
        <translation>Diese Antwort ist noch nicht bekannt.</translation>
    </message>
    <message>
        <source>That image is not in the project.</source>
        <translation>Dieses Bild ist nicht im Projekt.</translation>
    </message>
    <message>
        <source>That is no name of a reader.</source>
        <translation>Das ist kein Name eines Befunders.</translation>
    </message>
    <message>
        <source>The answer is still arriving.</source>
        <translation>Die Antwort trifft noch ein.</translation>
    </message>
    <message>
        <source>The backup cannot be put in place: {strerror}.</source>
        <translation>Die Sicherung lässt sich nicht einsetzen: {strerror}.</translation>
    </message>
    <message>
        <source>The backup cannot be written: {strerror}.</source>
        <translation>Die Sicherung lässt sich nicht schreiben: {strerror}.</translation>
    </message>
    <message>
        <source>The backup {name} is damaged.</source>
        <translation>Die Sicherung {name} ist beschädigt.</translation>
    </message>
    <message>
        <source>The backup {name} is of another version (schema {version}, this program knows {schema_version}).</source>
        <translation>Die Sicherung {name} stammt aus einer anderen Version (Schema {version}, dieses Programm kennt {schema_version}).</translation>
    </message>
    <message>
        <source>The border was too wide</source>
        <translation>Der Rand war zu breit</translation>
    </message>
    <message>
        <source>The boxes of {name} are told by two corners, not by corner and size; so they were read.</source>
        <translation>Die Rahmen von {name} sind durch zwei Ecken angegeben, nicht durch Ecke und Größe; so wurden sie gelesen.</translation>
    </message>
    <message>
        <source>The card before</source>
        <translation>Die Karte davor</translation>
    </message>
    <message>
        <source>The categories of {name} are no list of ids and names; they were read as {read}.</source>
        <translation>Die Kategorien von {name} sind keine Liste von ids und Namen; gelesen wurden sie als {read}.</translation>
    </message>
    <message>
        <source>The chain ends with {text}.</source>
        <translation>Die Kette endet mit {text}.</translation>
    </message>
    <message>
        <source>The checkpoint does not fit this run.</source>
        <translation>Der Checkpoint passt nicht zu diesem Lauf.</translation>
    </message>
    <message>
        <source>The class is &apos;{title}&apos; now; the objects of {images} changed.</source>
        <translation>Die Klasse heißt jetzt „{title}“; geänderte Objekte: {images}.</translation>
    </message>
    <message>
        <source>The class is gone.</source>
        <translation>Die Klasse ist weg.</translation>
    </message>
    <message>
        <source>The class of new objects.</source>
        <translation>Die Klasse neuer Objekte.</translation>
    </message>
    <message>
        <source>The class stands with the others from now on</source>
        <translation>Die Klasse steht von nun an bei den anderen</translation>
    </message>
    <message>
        <source>The classes of {name}</source>
        <translation>Die Klassen von {name}</translation>
    </message>
    <message>
        <source>The code of {name} is not kept: {problem}.</source>
        <translation>Der Code von {name} wird nicht behalten: {problem}.</translation>
    </message>
    <message>
        <source>The course of the pseudo labels is damaged.</source>
        <translation>Der Verlauf der Pseudo-Labels ist beschädigt.</translation>
    </message>
    <message>
        <source>The cut nearest to the model&apos;s at which the sentence is true of the image.</source>
        <translation>Die Schwelle, die der des Modells am nächsten ist und bei der der Satz stimmt.</translation>
    </message>
    <message>
        <source>The data are under the licence {licence}; the project {here}.</source>
        <translation>Die Daten stehen unter der Lizenz {licence}; das Projekt {here}.</translation>
    </message>
    <message>
        <source>The data do not say whose left and right their sentences mean: choose.</source>
        <translation>Die Daten sagen nicht, wessen Links und Rechts ihre Sätze meinen: Wählen Sie.</translation>
    </message>
    <message>
        <source>The data have parts of their own: {held} held out, {learnt} to learn from.</source>
        <translation>Die Daten haben eigene Teile: {held} zurückgehalten, {learnt} zum Lernen da.</translation>
    </message>
    <message>
        <source>The data say nothing of the layer {layer} of {images}, or it could not be read: the objects that lie there stay: {names}.</source>
        <translation>Zur Ebene {layer} sagen die Daten für {images} nichts, oder es war nicht lesbar: Die Objekte, die dort liegen, bleiben: {names}.</translation>
    </message>
    <message>
        <source>The data say that these are labels of the reader {said_reader}.</source>
        <translation>Die Daten sagen, dass dies Annotationen des Befunders {said_reader} sind.</translation>
    </message>
    <message>
        <source>The data set &apos;{name}&apos; is not in the data folder.</source>
        <translation>Der Datensatz „{name}“ ist nicht im Datenordner.</translation>
    </message>
    <message>
        <source>The disk that holds the project cannot be written.</source>
        <translation>Der Datenträger mit dem Projekt lässt sich nicht beschreiben.</translation>
    </message>
    <message>
        <source>The disk that holds the project is full.</source>
        <translation>Der Datenträger mit dem Projekt ist voll.</translation>
    </message>
    <message>
        <source>The disk that holds {place} is full.</source>
        <translation>Der Datenträger mit {place} ist voll.</translation>
    </message>
    <message>
        <source>The dot marks what the mask shows.</source>
        <translation>Der Punkt markiert, was die Maske zeigt.</translation>
    </message>
    <message>
        <source>The file does not describe it.</source>
        <translation>Die Datei beschreibt es nicht.</translation>
    </message>
    <message>
        <source>The file is cut off.</source>
        <translation>Die Datei ist abgeschnitten.</translation>
    </message>
    <message>
        <source>The file of this image was not found</source>
        <translation>Die Datei dieses Bildes wurde nicht gefunden</translation>
    </message>
    <message>
        <source>The file was changed while it was imported.</source>
        <translation>Die Datei wurde während des Imports geändert.</translation>
    </message>
    <message>
        <source>The files carry the patient data of their sources.</source>
        <translation>Die Dateien tragen die Patientendaten ihrer Quellen.</translation>
    </message>
    <message>
        <source>The files do not say. {now}Your answer is kept with the project for images of this kind in the same folder whose files state no size. You can change it at any time.</source>
        <translation>Die Dateien sagen es nicht. {now}Ihre Antwort bleibt im Projekt, für Bilder dieser Art im selben Ordner, deren Dateien keine Größe nennen. Sie können sie jederzeit ändern.</translation>
    </message>
    <message>
        <source>The files stay where they are; the project refers to them.</source>
        <translation>Die Dateien bleiben, wo sie sind; das Projekt verweist auf sie.</translation>
    </message>
    <message>
        <source>The first fold&apos;s {count} validation cases are the hold-out.</source>
        <translation>Die {count} Validierungsfälle des ersten Folds sind das Hold-out.</translation>
    </message>
    <message>
        <source>The first sheet with sentences was read; these have some too.</source>
        <translation>Das erste Blatt mit Sätzen wurde gelesen; diese haben auch welche.</translation>
    </message>
    <message>
        <source>The folder of this training was moved, renamed or deleted, so it was stopped.</source>
        <translation>Der Ordner dieses Trainings wurde verschoben, umbenannt oder gelöscht; deshalb wurde es angehalten.</translation>
    </message>
    <message>
        <source>The folder or file that holds the data set</source>
        <translation>Der Ordner oder die Datei mit dem Datensatz</translation>
    </message>
    <message>
        <source>The folder that is made for the new project</source>
        <translation>Der Ordner, der für das neue Projekt angelegt wird</translation>
    </message>
    <message>
        <source>The folder that will hold the export; it must not exist yet</source>
        <translation>Der Ordner, der den Export aufnimmt; es darf ihn noch nicht geben</translation>
    </message>
    <message>
        <source>The folder will be {target}</source>
        <translation>Der Ordner wird {target}</translation>
    </message>
    <message>
        <source>The folder {name} cannot be made: {strerror}.</source>
        <translation>Der Ordner {name} lässt sich nicht anlegen: {strerror}.</translation>
    </message>
    <message>
        <source>The icon fonts are missing.</source>
        <translation>Die Schriften der Symbole fehlen.</translation>
    </message>
    <message>
        <source>The image</source>
        <translation>Das Bild</translation>
    </message>
    <message>
        <source>The image changed meanwhile.</source>
        <translation>Das Bild hat sich inzwischen geändert.</translation>
    </message>
    <message>
        <source>The image is as it was then already.</source>
        <translation>Das Bild ist schon, wie es damals war.</translation>
    </message>
    <message>
        <source>The image is called {image} there, not after its DICOM file.</source>
        <translation>Das Bild heißt dort {image}, nicht nach seiner DICOM-Datei.</translation>
    </message>
    <message>
        <source>The image is labeled, and the project is for the record. The reason is kept with every change until the image is labeled again or another one is shown.</source>
        <translation>Das Bild ist annotiert, und das Projekt ist protokollpflichtig. Der Grund wird mit jeder Änderung festgehalten, bis das Bild wieder annotiert ist oder ein anderes gezeigt wird.</translation>
    </message>
    <message>
        <source>The image is larger than the model can see at once, so it is read in tiles.</source>
        <translation>Das Bild ist größer, als das Modell auf einmal sehen kann; es wird in Kacheln gelesen.</translation>
    </message>
    <message>
        <source>The image is read in tiles, so words such as &apos;upper right&apos; have no effect.</source>
        <translation>Das Bild wird in Kacheln gelesen; Wörter wie „upper right“ wirken daher nicht.</translation>
    </message>
    <message>
        <source>The image this belongs to is no longer in the project.</source>
        <translation>Das Bild, zu dem dies gehört, ist nicht mehr im Projekt.</translation>
    </message>
    <message>
        <source>The image with its pseudo label</source>
        <translation>Das Bild mit seinem Pseudo-Label</translation>
    </message>
    <message>
        <source>The images in the order of their file names.</source>
        <translation>Die Bilder in der Reihenfolge ihrer Dateinamen.</translation>
    </message>
    <message>
        <source>The index of the pseudo labels is damaged.</source>
        <translation>Das Verzeichnis der Pseudo-Labels ist beschädigt.</translation>
    </message>
    <message>
        <source>The input size {image_size} cannot be halved four times.</source>
        <translation>Die Eingabegröße {image_size} lässt sich nicht viermal halbieren.</translation>
    </message>
    <message>
        <source>The key {key} is taken: choose another for &apos;{title}&apos;.</source>
        <translation>Die Taste {key} ist vergeben: Wählen Sie eine andere für „{title}“.</translation>
    </message>
    <message>
        <source>The labels are kept apart, as those of {reader}.</source>
        <translation>Die Annotationen werden getrennt gehalten, als die von {reader}.</translation>
    </message>
    <message>
        <source>The labels are not affected by it.</source>
        <translation>Die Annotationen sind nicht betroffen.</translation>
    </message>
    <message>
        <source>The labels of what was accepted are made already.</source>
        <translation>Aus dem Angenommenen sind schon Annotationen geworden.</translation>
    </message>
    <message>
        <source>The labels of {name}</source>
        <translation>Die Annotationen von {name}</translation>
    </message>
    <message>
        <source>The labels themselves are stored apart from it and are not affected.</source>
        <translation>Die Annotationen selbst sind getrennt davon gespeichert und nicht betroffen.</translation>
    </message>
    <message>
        <source>The last step was made here, on {name}: {step}.</source>
        <translation>Der letzte Schritt geschah hier, an {name}: {step}.</translation>
    </message>
    <message>
        <source>The layer that tools change.</source>
        <translation>Die Ebene, die die Werkzeuge ändern.</translation>
    </message>
    <message>
        <source>The line does not cut an object in two.</source>
        <translation>Die Linie teilt kein Objekt in zwei.</translation>
    </message>
    <message>
        <source>The line of {name}</source>
        <translation>Die Zeile von {name}</translation>
    </message>
    <message>
        <source>The list of its classes is too long.</source>
        <translation>Die Liste seiner Klassen ist zu lang.</translation>
    </message>
    <message>
        <source>The list of its classes makes no sense.</source>
        <translation>Die Liste seiner Klassen ergibt keinen Sinn.</translation>
    </message>
    <message>
        <source>The list says why for each of them.</source>
        <translation>Die Liste nennt für jede den Grund.</translation>
    </message>
    <message>
        <source>The loss is not a number, even after lowering the learning rate.</source>
        <translation>Der Verlustwert ist keine Zahl, auch nach Verringern der Lernrate.</translation>
    </message>
    <message>
        <source>The loss was not a number: back to step {step} with the learning rate at {share:.1%} of its plan.</source>
        <translation>Der Verlust war keine Zahl: zurück zu Schritt {step}, mit der Lernrate bei {share:.1%} des Plans.</translation>
    </message>
    <message>
        <source>The mask has something at {words}, the sentence does not name that place.</source>
        <translation>Die Maske hat etwas bei {words}, der Satz nennt den Ort nicht.</translation>
    </message>
    <message>
        <source>The mask is being measured...</source>
        <translation>Die Maske wird vermessen …</translation>
    </message>
    <message>
        <source>The mask is still being measured.</source>
        <translation>Die Maske wird noch vermessen.</translation>
    </message>
    <message>
        <source>The mask is {mask} pixels, the image {image}.</source>
        <translation>Die Maske hat {mask} Pixel, das Bild {image}.</translation>
    </message>
    <message>
        <source>The mask is {width} x {height} pixels, the image {image_width} x {image_height}; masks are not made smaller or larger here: bring it to the pixels of its image in the program that made it.</source>
        <translation>Die Maske hat {width} x {height} Pixel, das Bild {image_width} x {image_height}; Masken werden hier nicht verkleinert oder vergrößert: Bringen Sie sie in dem Programm, das sie gemacht hat, auf die Pixel ihres Bildes.</translation>
    </message>
    <message>
        <source>The mask is {width} x {height} pixels, the image {size} x {size_2}.</source>
        <translation>Die Maske hat {width} x {height} Pixel, das Bild {size} x {size_2}.</translation>
    </message>
    <message>
        <source>The mask of {name}</source>
        <translation>Die Maske von {name}</translation>
    </message>
    <message>
        <source>The mask reaches the {level} {side} zone ({share:.0f} % of an area), the sentence names {names} {side}.</source>
        <translation>Die Maske reicht in die Zone {level} {side} ({share:.0f} % eines Areals), der Satz nennt {names} {side}.</translation>
    </message>
    <message>
        <source>The mask reaches the {side} {organ}, the sentence does not name it.</source>
        <translation>Die Maske reicht in {side} {organ}, der Satz nennt das nicht.</translation>
    </message>
    <message>
        <source>The measurements of {count} objects of {name} stay in the file.</source>
        <translation>Die Messwerte von {count} Objekten von {name} bleiben in der Datei.</translation>
    </message>
    <message>
        <source>The millimetres of {kind} are {remark}.</source>
        <translation>Die Millimeter für {kind} sind {remark}.</translation>
    </message>
    <message>
        <source>The model answers shortly after you stop typing; Ctrl+Return always works.</source>
        <translation>Das Modell antwortet, kurz nachdem Sie aufhören zu schreiben; Strg+Return geht immer.</translation>
    </message>
    <message>
        <source>The model depends on the kind of image. Its training data decide what its licence allows and where it can be trusted.</source>
        <translation>Das Modell hängt von der Art der Bilder ab. Seine Trainingsdaten bestimmen, was seine Lizenz erlaubt und wo man ihm trauen kann.</translation>
    </message>
    <message>
        <source>The model in force reads {limit} words and signs. A word it does not know counts as several.</source>
        <translation>Das Modell in Kraft liest {limit} Wörter und Zeichen. Ein Wort, das es nicht kennt, zählt mehrfach.</translation>
    </message>
    <message>
        <source>The model in force reads {limit} words and signs. Struck-out words are not read: shorten the sentence, or choose a model that reads more.</source>
        <translation>Das Modell in Kraft liest {limit} Wörter und Zeichen. Durchgestrichene Wörter werden nicht gelesen: Kürzen Sie den Satz, oder wählen Sie ein Modell, das mehr liest.</translation>
    </message>
    <message>
        <source>The model is {sure:.0%} sure of the class. </source>
        <translation>Das Modell ist sich der Klasse zu {sure:.0%} sicher. </translation>
    </message>
    <message>
        <source>The model needs 8-bit colour pixels (H, W, 3), not {dtype} {shape}.</source>
        <translation>Das Modell braucht Farbpixel mit 8 Bit (H, W, 3), nicht {dtype} {shape}.</translation>
    </message>
    <message>
        <source>The model proposes</source>
        <translation>Das Modell schlägt vor</translation>
    </message>
    <message>
        <source>The model tells apart what is no class of this project: {names}. It forgets that.</source>
        <translation>Das Modell unterscheidet, was in diesem Projekt keine Klasse ist: {names}. Das vergisst es.</translation>
    </message>
    <message>
        <source>The model that came with the program</source>
        <translation>Das Modell, das mit dem Programm kam</translation>
    </message>
    <message>
        <source>The model that came with the program makes the proposals now.</source>
        <translation>Das mitgelieferte Modell macht jetzt die Vorschläge.</translation>
    </message>
    <message>
        <source>The model that makes proposals</source>
        <translation>Das Modell, das Vorschläge macht</translation>
    </message>
    <message>
        <source>The model {name} cannot be written.</source>
        <translation>Das Modell {name} lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The model {name} lies outside of the project&apos;s folder.</source>
        <translation>Das Modell {name} liegt außerhalb des Projektordners.</translation>
    </message>
    <message>
        <source>The model, or a file, names what the project has no class for. What you leave keeps its name.</source>
        <translation>Das Modell oder eine Datei nennt, wofür das Projekt keine Klasse hat. Was Sie stehen lassen, behält seinen Namen.</translation>
    </message>
    <message>
        <source>The names in {name} are damaged; what could be read: {told}.</source>
        <translation>Die Namen in {name} sind beschädigt; lesbar war: {told}.</translation>
    </message>
    <message>
        <source>The names of readers become others (reader-...), the same in every export of this project.</source>
        <translation>Aus den Namen der Befunder werden andere (reader-...), dieselben in jedem Export dieses Projekts.</translation>
    </message>
    <message>
        <source>The names of readers leave as they are, because it was asked for.</source>
        <translation>Die Namen der Befunder gehen hinaus, wie sie sind, weil es verlangt wurde.</translation>
    </message>
    <message>
        <source>The network has no layer &apos;{name}&apos;.</source>
        <translation>Das Netz hat keine Schicht „{name}“.</translation>
    </message>
    <message>
        <source>The newest changes of this project cannot be read here.</source>
        <translation>Die neuesten Änderungen dieses Projekts sind hier nicht lesbar.</translation>
    </message>
    <message>
        <source>The next card (Return)</source>
        <translation>Die nächste Karte (Return)</translation>
    </message>
    <message>
        <source>The next image opens at the zoom, position and window/level of the one before.</source>
        <translation>Das nächste Bild öffnet sich mit Zoom, Ausschnitt und Fensterung des vorigen.</translation>
    </message>
    <message>
        <source>The next image opens with this zoom, position and contrast.</source>
        <translation>Das nächste Bild öffnet sich mit diesem Zoom, Ausschnitt und Kontrast.</translation>
    </message>
    <message>
        <source>The object cannot be moved there.</source>
        <translation>Das Objekt lässt sich nicht dorthin verschieben.</translation>
    </message>
    <message>
        <source>The object is too large.</source>
        <translation>Das Objekt ist zu groß.</translation>
    </message>
    <message>
        <source>The objects of {images} got another class.</source>
        <translation>Die Objekte haben eine andere Klasse ({images}).</translation>
    </message>
    <message>
        <source>The objects of {name}</source>
        <translation>Die Objekte von {name}</translation>
    </message>
    <message>
        <source>The objects of {name} lie on {count} planes of a stack; those of {plane} are taken.</source>
        <translation>Die Objekte von {name} liegen auf {count} Ebenen eines Stapels; die von {plane} werden genommen.</translation>
    </message>
    <message>
        <source>The objects of {name} lie on {plane} of a stack; see that the picture is that plane.</source>
        <translation>Die Objekte von {name} liegen auf {plane} eines Stapels; achten Sie darauf, dass das Bild diese Ebene ist.</translation>
    </message>
    <message>
        <source>The one for: {title}</source>
        <translation>Das für: {title}</translation>
    </message>
    <message>
        <source>The only mask, {name}, was taken for that of the only picture.</source>
        <translation>Die einzige Maske, {name}, wurde für die des einzigen Bildes gehalten.</translation>
    </message>
    <message>
        <source>The open project: {name}</source>
        <translation>Das offene Projekt: {name}</translation>
    </message>
    <message>
        <source>The other image has another size.</source>
        <translation>Das andere Bild hat eine andere Größe.</translation>
    </message>
    <message>
        <source>The other image has no objects here.</source>
        <translation>Das andere Bild hat hier keine Objekte.</translation>
    </message>
    <message>
        <source>The part of the image in view is predicted.</source>
        <translation>Der sichtbare Teil des Bildes wird vorhergesagt.</translation>
    </message>
    <message>
        <source>The parts of the training loss, step by step</source>
        <translation>Die Anteile des Verlusts im Training, Schritt für Schritt</translation>
    </message>
    <message>
        <source>The picture of a pseudo label cannot be read.</source>
        <translation>Das Bild eines Pseudo-Labels kann nicht gelesen werden.</translation>
    </message>
    <message>
        <source>The picture that lies there now is right; where names were exchanged, marks follow.</source>
        <translation>Das Bild, das jetzt dort liegt, ist richtig; wurden Namen vertauscht, folgen die Markierungen.</translation>
    </message>
    <message>
        <source>The picture that was marked as {name} is not there.</source>
        <translation>Das Bild, das als {name} markiert wurde, ist nicht da.</translation>
    </message>
    <message>
        <source>The picture under {name} is also {name_2}, which is in the project.</source>
        <translation>Das Bild unter {name} ist auch {name_2}, das im Projekt ist.</translation>
    </message>
    <message>
        <source>The picture under {name} is {width} x {height} pixels, the marks are {width_2} x {height_2}.</source>
        <translation>Das Bild unter {name} hat {width} x {height} Pixel, die Markierungen haben {width_2} x {height_2}.</translation>
    </message>
    <message>
        <source>The pictures show which lung &apos;left&apos; names, now and afterwards.</source>
        <translation>Die Bilder zeigen, welche Lunge „links“ meint, jetzt und danach.</translation>
    </message>
    <message>
        <source>The pixel size for images of this folder whose files do not state one.</source>
        <translation>Die Pixelgröße für Bilder dieses Ordners, deren Dateien keine nennen.</translation>
    </message>
    <message>
        <source>The planes of these features of {name} are no whole numbers, and were taken for 0: {features}.</source>
        <translation>Die Ebenen dieser Features von {name} sind keine ganzen Zahlen und wurden als 0 gelesen: {features}.</translation>
    </message>
    <message>
        <source>The prediction failed.</source>
        <translation>Die Vorhersage ist misslungen.</translation>
    </message>
    <message>
        <source>The prediction is {size}, the image is {size_2}.</source>
        <translation>Die Vorhersage ist {size}, das Bild ist {size_2}.</translation>
    </message>
    <message>
        <source>The predictor did not answer and was started again.</source>
        <translation>Die Vorhersage antwortete nicht und wurde neu gestartet.</translation>
    </message>
    <message>
        <source>The predictor ended unexpectedly and was started again.</source>
        <translation>Die Vorhersage endete unerwartet und wurde neu gestartet.</translation>
    </message>
    <message>
        <source>The predictor ran out of memory and was started again.</source>
        <translation>Der Vorhersage ging der Speicher aus, und sie wurde neu gestartet.</translation>
    </message>
    <message>
        <source>The program made a mistake.</source>
        <translation>Das Programm hat einen Fehler gemacht.</translation>
    </message>
    <message>
        <source>The program&apos;s code is under the MIT licence.</source>
        <translation>Der Code des Programms steht unter der MIT-Lizenz.</translation>
    </message>
    <message>
        <source>The project</source>
        <translation>Das Projekt</translation>
    </message>
    <message>
        <source>The project cannot be opened for writing.</source>
        <translation>Das Projekt lässt sich nicht zum Schreiben öffnen.</translation>
    </message>
    <message>
        <source>The project cannot be opened: setting {key}: {problem}{more}</source>
        <translation>Das Projekt kann nicht geöffnet werden: Einstellung {key}: {problem}{more}</translation>
    </message>
    <message>
        <source>The project cannot be written: {strerror}.</source>
        <translation>Das Projekt lässt sich nicht schreiben: {strerror}.</translation>
    </message>
    <message>
        <source>The project could not be brought up to date; it is as it was.</source>
        <translation>Das Projekt ließ sich nicht auf den neuesten Stand bringen; es ist, wie es war.</translation>
    </message>
    <message>
        <source>The project does not keep that it was exported: {reason}</source>
        <translation>Das Projekt hält nicht fest, dass es exportiert wurde: {reason}</translation>
    </message>
    <message>
        <source>The project file cannot be opened.</source>
        <translation>Die Projektdatei lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>The project file holds a {kind} named {name!r}, which acts by itself. No version of this program has made it.</source>
        <translation>Die Projektdatei enthält etwas, das von selbst handelt: {kind} {name!r}. Keine Version dieses Programms hat es angelegt.</translation>
    </message>
    <message>
        <source>The project file is compact.</source>
        <translation>Die Projektdatei ist verdichtet.</translation>
    </message>
    <message>
        <source>The project file is damaged.</source>
        <translation>Die Projektdatei ist beschädigt.</translation>
    </message>
    <message>
        <source>The project holds values that this program does not write: {item}.</source>
        <translation>Das Projekt enthält Werte, die dieses Programm nicht schreibt: {item}.</translation>
    </message>
    <message>
        <source>The project is already open in another window or program.</source>
        <translation>Das Projekt ist schon in einem anderen Fenster oder Programm offen.</translation>
    </message>
    <message>
        <source>The project is as it was in the backup.</source>
        <translation>Das Projekt ist, wie es in der Sicherung war.</translation>
    </message>
    <message>
        <source>The project is for the record, so labels that are there are not replaced or added to.</source>
        <translation>Das Projekt ist protokollpflichtig; vorhandene Annotationen werden deshalb nicht ersetzt oder ergänzt.</translation>
    </message>
    <message>
        <source>The project is of an older version and cannot be brought up to date while it is opened for reading.</source>
        <translation>Das Projekt stammt aus einer älteren Version und kann nicht auf den neuesten Stand gebracht werden, solange es nur zum Lesen offen ist.</translation>
    </message>
    <message>
        <source>The project is open for reading only.</source>
        <translation>Das Projekt ist nur zum Lesen offen.</translation>
    </message>
    <message>
        <source>The project lies in its place again; what waited is saved now.</source>
        <translation>Das Projekt liegt wieder an seinem Ort; was wartete, wird jetzt gespeichert.</translation>
    </message>
    <message>
        <source>The project lies there now.</source>
        <translation>Das Projekt liegt jetzt dort.</translation>
    </message>
    <message>
        <source>The project names a model outside of its folder, which is not used.</source>
        <translation>Das Projekt nennt ein Modell außerhalb seines Ordners, das nicht benutzt wird.</translation>
    </message>
    <message>
        <source>The project says that it means the {side}. If the sentences were written the other way all along, correct this here; no word of them is changed.</source>
        <translation>Das Projekt sagt, dass „links“ dies bedeutet: {side}. Wurden die Sätze von Anfang an anders geschrieben, korrigieren Sie es hier; kein Wort davon wird geändert.</translation>
    </message>
    <message>
        <source>The project was closed.</source>
        <translation>Das Projekt wurde geschlossen.</translation>
    </message>
    <message>
        <source>The project was written by a newer version (schema {version}, this program knows {schema_version}). It was not touched.</source>
        <translation>Das Projekt wurde mit einer neueren Version geschrieben (Schema {version}, dieses Programm kennt {schema_version}). Es wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>The project&apos;s own</source>
        <translation>Die des Projekts</translation>
    </message>
    <message>
        <source>The project&apos;s own kind of image cannot be used: {message}</source>
        <translation>Die eigene Art von Bildern dieses Projekts ist nicht brauchbar: {message}</translation>
    </message>
    <message>
        <source>The proposal</source>
        <translation>Der Vorschlag</translation>
    </message>
    <message>
        <source>The proposal adds nothing to the mask.</source>
        <translation>Der Vorschlag fügt der Maske nichts hinzu.</translation>
    </message>
    <message>
        <source>The proposal answers another sentence: &quot;{asked}&quot;</source>
        <translation>Der Vorschlag beantwortet einen anderen Satz: „{asked}“</translation>
    </message>
    <message>
        <source>The proposal cannot be read.</source>
        <translation>Der Vorschlag ist nicht zu lesen.</translation>
    </message>
    <message>
        <source>The proposal does not fit this image.</source>
        <translation>Der Vorschlag passt nicht zu diesem Bild.</translation>
    </message>
    <message>
        <source>The proposal follows the sentence after a short pause.</source>
        <translation>Der Vorschlag folgt dem Satz nach einer kurzen Pause.</translation>
    </message>
    <message>
        <source>The proposal has nothing there.</source>
        <translation>Der Vorschlag hat dort nichts.</translation>
    </message>
    <message>
        <source>The proposal is not in the mask. Close this; Return on the image accepts it.</source>
        <translation>Der Vorschlag ist nicht in der Maske. Schließen; die Eingabetaste auf dem Bild übernimmt ihn.</translation>
    </message>
    <message>
        <source>The proposal is still being divided.</source>
        <translation>Der Vorschlag wird noch zerlegt.</translation>
    </message>
    <message>
        <source>The proposal was made without a sentence; there is one now.</source>
        <translation>Der Vorschlag entstand ohne Satz; jetzt gibt es einen.</translation>
    </message>
    <message>
        <source>The region has no pixel in the image.</source>
        <translation>Die Region hat kein Pixel im Bild.</translation>
    </message>
    <message>
        <source>The region of {name}</source>
        <translation>Die Region von {name}</translation>
    </message>
    <message>
        <source>The report is in {name}.</source>
        <translation>Der Bericht liegt in {name}.</translation>
    </message>
    <message>
        <source>The rows as they are shown, for a sheet</source>
        <translation>Die Zeilen, wie sie da stehen, für eine Tabelle</translation>
    </message>
    <message>
        <source>The rows with every measure, as CSV</source>
        <translation>Die Zeilen mit jedem Maß, als CSV</translation>
    </message>
    <message>
        <source>The same sentence for all of them.</source>
        <translation>Derselbe Satz für alle.</translation>
    </message>
    <message>
        <source>The scale {scale_um} um per pixel is not positive.</source>
        <translation>Der Maßstab {scale_um} µm pro Pixel ist nicht positiv.</translation>
    </message>
    <message>
        <source>The segments of {name}</source>
        <translation>Die Segmente von {name}</translation>
    </message>
    <message>
        <source>The selected object gets this class</source>
        <translation>Das ausgewählte Objekt bekommt diese Klasse</translation>
    </message>
    <message>
        <source>The selected object stays; the next one gets this class</source>
        <translation>Das ausgewählte Objekt bleibt; das nächste bekommt diese Klasse</translation>
    </message>
    <message>
        <source>The sentence</source>
        <translation>Der Satz</translation>
    </message>
    <message>
        <source>The sentence changes almost nothing: the model follows the image.</source>
        <translation>Der Satz ändert fast nichts: Das Modell folgt dem Bild.</translation>
    </message>
    <message>
        <source>The sentence changes part of the answer; most of it is the same without it.</source>
        <translation>Der Satz ändert einen Teil der Antwort; das meiste ist ohne ihn gleich.</translation>
    </message>
    <message>
        <source>The sentence counts {said}, the mask has {count}.</source>
        <translation>Der Satz zählt {said}, die Maske hat {count}.</translation>
    </message>
    <message>
        <source>The sentence counts {said}, the mask has {shown} {noun}.</source>
        <translation>Der Satz zählt {said}, die Maske hat {shown} {noun}.</translation>
    </message>
    <message>
        <source>The sentence decides: without it most of the answer is different.</source>
        <translation>Der Satz entscheidet: Ohne ihn ist das meiste der Antwort anders.</translation>
    </message>
    <message>
        <source>The sentence names nothing that a threshold could make true.</source>
        <translation>Der Satz nennt nichts, was eine Schwelle wahr machen könnte.</translation>
    </message>
    <message>
        <source>The sentence names the {level} {side} zone, the mask has less than a tenth of an area there.</source>
        <translation>Der Satz nennt die Zone {level} {side}, dort hat die Maske weniger als ein Zehntel eines Areals.</translation>
    </message>
    <message>
        <source>The sentence names the {side} {organ}, the mask has nothing there that counts.</source>
        <translation>Der Satz nennt {side} {organ}, dort hat die Maske nichts, was zählt.</translation>
    </message>
    <message>
        <source>The sentence of {image} was taken away, as the data have an empty one; it was: &apos;{sentence}&apos;.</source>
        <translation>Der Satz von {image} wurde weggenommen, weil er in den Daten leer ist; er hieß: „{sentence}“.</translation>
    </message>
    <message>
        <source>The sentence of {name}</source>
        <translation>Der Satz von {name}</translation>
    </message>
    <message>
        <source>The sentence says dense {place}, the mask has {ratio:.2f} times the average there.</source>
        <translation>Der Satz sagt „dense“ {place}, die Maske hat dort das {ratio:.2f}-Fache des Mittels.</translation>
    </message>
    <message>
        <source>The sentence says what the mask shows.</source>
        <translation>Der Satz sagt, was die Maske zeigt.</translation>
    </message>
    <message>
        <source>The sentence says {said}, the objects look {looks}.</source>
        <translation>Der Satz sagt {said}, die Objekte wirken {looks}.</translation>
    </message>
    <message>
        <source>The sentence says {says}, the mask has {count}.</source>
        <translation>Der Satz sagt, {says}; die Maske hat {count}.</translation>
    </message>
    <message>
        <source>The sentence says {told}, the largest object looks {told_2}.</source>
        <translation>Der Satz sagt {told}, das größte Objekt wirkt {told_2}.</translation>
    </message>
    <message>
        <source>The sentence says {words}, the mask has nothing there that counts.</source>
        <translation>Der Satz sagt {words}, dort hat die Maske nichts, was zählt.</translation>
    </message>
    <message>
        <source>The sentence says {words}, the mask is {words_2}.</source>
        <translation>Der Satz sagt {words}, die Maske ist {words_2}.</translation>
    </message>
    <message>
        <source>The sentence will be corrected.</source>
        <translation>Der Satz wird korrigiert.</translation>
    </message>
    <message>
        <source>The series of {name} has slices in {count} directions ({counts} of them): each is a stack of its own.</source>
        <translation>Die Serie von {name} hat Schichten in {count} Richtungen (je {counts}): jede ist ein eigener Stapel.</translation>
    </message>
    <message>
        <source>The series of {name} has {count} acquisitions of the same places.</source>
        <translation>Die Serie von {name} hat {count} Aufnahmen derselben Stellen.</translation>
    </message>
    <message>
        <source>The series of {name} has {count} gaps in all.</source>
        <translation>Die Serie von {name} hat insgesamt {count} Lücken.</translation>
    </message>
    <message>
        <source>The sheet mixes the viewer&apos;s and the patient&apos;s left and right.</source>
        <translation>Die Tabelle mischt Links und Rechts im Bild mit denen des Patienten.</translation>
    </message>
    <message>
        <source>The slices of the series of {name} are tilted by {angle:.1f} degrees against the direction in which they follow each other.</source>
        <translation>Die Schichten der Serie von {name} sind um {angle:.1f} Grad gegen die Richtung gekippt, in der sie aufeinander folgen.</translation>
    </message>
    <message>
        <source>The slide has no bright ground from which tissue could be told.</source>
        <translation>Der Schnitt hat keinen hellen Grund, von dem sich Gewebe abhöbe.</translation>
    </message>
    <message>
        <source>The small picture cannot be read.</source>
        <translation>Das kleine Bild ist nicht zu lesen.</translation>
    </message>
    <message>
        <source>The small whole image in a corner, while a part of it is shown larger.</source>
        <translation>Das kleine ganze Bild in einer Ecke, während ein Teil davon größer gezeigt wird.</translation>
    </message>
    <message>
        <source>The smoothed outlines of {checked} objects were drawn again: 0 pixels differ.</source>
        <translation>Die geglätteten Umrisse von {checked} Objekten wurden nachgezeichnet: 0 Pixel weichen ab.</translation>
    </message>
    <message>
        <source>The system says: {failure}.</source>
        <translation>Das System sagt: {failure}.</translation>
    </message>
    <message>
        <source>The table has no name.</source>
        <translation>Die Tabelle hat keinen Namen.</translation>
    </message>
    <message>
        <source>The table of objects says something else than the history.</source>
        <translation>Die Tabelle der Objekte sagt etwas anderes als der Verlauf.</translation>
    </message>
    <message>
        <source>The template {name} has no layer &apos;{name_2}&apos;.</source>
        <translation>Die Vorlage {name} hat keine Ebene „{name_2}“.</translation>
    </message>
    <message>
        <source>The text encoder &apos;{name}&apos; brings code of its own, which is never run.</source>
        <translation>Der Text-Encoder „{name}“ bringt eigenen Code mit, der nie ausgeführt wird.</translation>
    </message>
    <message>
        <source>The text encoder &apos;{name}&apos; cannot be used as it is: {what}.</source>
        <translation>Der Text-Encoder „{name}“ ist so nicht verwendbar: {what}.</translation>
    </message>
    <message>
        <source>The text encoder &apos;{name}&apos; gives {dim} numbers per token, the network takes {text_dim}.</source>
        <translation>Der Text-Encoder „{name}“ gibt {dim} Zahlen je Token, das Netz nimmt {text_dim}.</translation>
    </message>
    <message>
        <source>The text encoder &apos;{name}&apos; gives {hidden_size} numbers per word, the network takes {dim}.</source>
        <translation>Der Text-Encoder „{name}“ gibt {hidden_size} Zahlen je Wort, das Netz nimmt {dim}.</translation>
    </message>
    <message>
        <source>The text encoder &apos;{name}&apos; has no weights in the safe format.</source>
        <translation>Der Text-Encoder „{name}“ hat keine Gewichte im sicheren Format.</translation>
    </message>
    <message>
        <source>The text encoder &apos;{name}&apos; is not on this computer.</source>
        <translation>Der Text-Encoder „{name}“ ist nicht auf diesem Rechner.</translation>
    </message>
    <message>
        <source>The text encoder &apos;{source}&apos; is not the one this model was trained with.</source>
        <translation>Der Text-Encoder „{source}“ ist nicht der, mit dem dieses Modell trainiert wurde.</translation>
    </message>
    <message>
        <source>The threshold {threshold} is not between 0 and 1.</source>
        <translation>Die Schwelle {threshold} liegt nicht zwischen 0 und 1.</translation>
    </message>
    <message>
        <source>The tool takes away instead of adding</source>
        <translation>Das Werkzeug nimmt weg, statt hinzuzufügen</translation>
    </message>
    <message>
        <source>The training setting &apos;{name}&apos; is out of range.</source>
        <translation>Die Trainingseinstellung „{name}“ liegt außerhalb der Grenzen.</translation>
    </message>
    <message>
        <source>The two points must lie in one object.</source>
        <translation>Die zwei Punkte müssen in einem Objekt liegen.</translation>
    </message>
    <message>
        <source>The values of this image are none of CT.</source>
        <translation>Die Werte dieses Bildes sind keine einer CT.</translation>
    </message>
    <message>
        <source>The vocabulary of the text encoder is damaged.</source>
        <translation>Das Vokabular des Text-Encoders ist beschädigt.</translation>
    </message>
    <message>
        <source>The weights of &apos;{name_or_path}&apos; cannot be read.</source>
        <translation>Die Gewichte von „{name_or_path}“ sind nicht lesbar.</translation>
    </message>
    <message>
        <source>The wheel zooms, a held Space key moves the image, a drag with the right button changes window and level. Keys act on the image unless you write.</source>
        <translation>Das Mausrad zoomt, die gehaltene Leertaste verschiebt das Bild, Ziehen mit der rechten Taste ändert die Fensterung. Tasten wirken auf das Bild, außer wenn Sie schreiben.</translation>
    </message>
    <message>
        <source>The whole image is annotated</source>
        <translation>Das ganze Bild ist annotiert</translation>
    </message>
    <message>
        <source>The whole image is annotated.</source>
        <translation>Das ganze Bild ist annotiert.</translation>
    </message>
    <message>
        <source>The whole image is too large. The answer is kept until you leave the image.</source>
        <translation>Das ganze Bild ist zu groß. Die Antwort bleibt, bis Sie das Bild verlassen.</translation>
    </message>
    <message>
        <source>The whole image; click or drag to go to a place</source>
        <translation>Das ganze Bild; klicken oder ziehen, um zu einer Stelle zu gehen</translation>
    </message>
    <message>
        <source>The width {width} does not fit eight attention heads.</source>
        <translation>Die Breite {width} passt nicht zu acht Attention-Köpfen.</translation>
    </message>
    <message>
        <source>The window closes when they are on the disk.</source>
        <translation>Das Fenster schließt sich, wenn sie auf dem Datenträger sind.</translation>
    </message>
    <message>
        <source>The window needs {name}, which is not installed.</source>
        <translation>Das Fenster braucht {name}, das nicht installiert ist.</translation>
    </message>
    <message>
        <source>Their files stay where they are; their masks are deleted</source>
        <translation>Ihre Dateien bleiben, wo sie sind; ihre Masken werden gelöscht</translation>
    </message>
    <message>
        <source>Their labels are never mixed with yours, and never learnt from</source>
        <translation>Diese Annotationen werden nie mit Ihren vermischt und nie gelernt</translation>
    </message>
    <message>
        <source>Their labels lie beside yours and are never mixed with them. Comparing shows what only you drew, what only they drew, and what both did, in the layer you work on.</source>
        <translation>Diese Annotationen liegen neben Ihren und werden nie mit ihnen vermischt. Der Vergleich zeigt, was nur Sie, was nur der andere und was beide gezeichnet haben, in der Ebene, in der Sie arbeiten.</translation>
    </message>
    <message>
        <source>Their masks, sentences and history are deleted and cannot be brought back. The image files stay where they are.</source>
        <translation>Masken, Sätze und Verlauf werden gelöscht und lassen sich nicht zurückholen. Die Bilddateien bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Theme, prediction, training and keys.</source>
        <translation>Erscheinungsbild, Vorhersage, Training und Tasten.</translation>
    </message>
    <message>
        <source>There already</source>
        <translation>Schon da</translation>
    </message>
    <message>
        <source>There are more than {most_kinds} of them.</source>
        <translation>Es gibt mehr als {most_kinds} davon.</translation>
    </message>
    <message>
        <source>There are no backups yet. File &gt; Project care &gt; Back up now makes one.</source>
        <translation>Es gibt noch keine Sicherungen. Datei &gt; Projektpflege &gt; Jetzt sichern legt eine an.</translation>
    </message>
    <message>
        <source>There are no messages yet.</source>
        <translation>Es gibt noch keine Meldungen.</translation>
    </message>
    <message>
        <source>There are no objects in this layer.</source>
        <translation>In dieser Ebene gibt es keine Objekte.</translation>
    </message>
    <message>
        <source>There is a class of this name. To join the two, merge them.</source>
        <translation>Es gibt eine Klasse dieses Namens. Um beide zu verbinden, überführen Sie eine in die andere.</translation>
    </message>
    <message>
        <source>There is a kind of image of this name already.</source>
        <translation>Es gibt schon eine Art von Bildern dieses Namens.</translation>
    </message>
    <message>
        <source>There is already a project in {name}.</source>
        <translation>In {name} gibt es schon ein Projekt.</translation>
    </message>
    <message>
        <source>There is hardly any stain there.</source>
        <translation>Dort ist kaum Farbstoff.</translation>
    </message>
    <message>
        <source>There is no LViT of size &apos;{size}&apos;.</source>
        <translation>Es gibt kein LViT der Größe „{size}“.</translation>
    </message>
    <message>
        <source>There is no backend &apos;{wish}&apos; on this computer.</source>
        <translation>Auf diesem Rechner gibt es kein Backend „{wish}“.</translation>
    </message>
    <message>
        <source>There is no backup &apos;{name}&apos;.</source>
        <translation>Es gibt keine Sicherung „{name}“.</translation>
    </message>
    <message>
        <source>There is no bundled model &apos;{name}&apos;.</source>
        <translation>Es gibt kein mitgeliefertes Modell „{name}“.</translation>
    </message>
    <message>
        <source>There is no choice &apos;{images}&apos;.</source>
        <translation>Die Wahl „{images}“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no device &apos;{name}&apos;.</source>
        <translation>Das Gerät „{name}“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no folder {name}.</source>
        <translation>Es gibt keinen Ordner {name}.</translation>
    </message>
    <message>
        <source>There is no format &apos;{name}&apos;.</source>
        <translation>Das Format „{name}“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no generation yet, only the original model. Train first.</source>
        <translation>Es gibt noch keine Generation, nur das ursprüngliche Modell. Trainieren Sie zuerst.</translation>
    </message>
    <message>
        <source>There is no generation {number}.</source>
        <translation>Die Generation {number} gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no grammar &apos;{name}&apos;.</source>
        <translation>Die Grammatik „{name}“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no hold-out, so that data.yaml validates on the training images.</source>
        <translation>Nichts ist zurückgehalten; data.yaml prüft daher an den Trainingsbildern.</translation>
    </message>
    <message>
        <source>There is no image before this one.</source>
        <translation>Vor diesem Bild gibt es keines.</translation>
    </message>
    <message>
        <source>There is no image of that name in the project.</source>
        <translation>Im Projekt ist kein Bild dieses Namens.</translation>
    </message>
    <message>
        <source>There is no image of that name.</source>
        <translation>Es gibt kein Bild dieses Namens.</translation>
    </message>
    <message>
        <source>There is no image to predict on.</source>
        <translation>Es gibt kein Bild für eine Vorhersage.</translation>
    </message>
    <message>
        <source>There is no labeled image to learn from.</source>
        <translation>Es gibt kein annotiertes Bild, aus dem gelernt werden kann.</translation>
    </message>
    <message>
        <source>There is no laterality &apos;{laterality}&apos;.</source>
        <translation>Die Seitenangabe „{laterality}“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no model &apos;{name_or_path}&apos;.</source>
        <translation>Das Modell „{name_or_path}“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no network for this kind of image yet.</source>
        <translation>Für diese Art von Bildern gibt es noch kein Netz.</translation>
    </message>
    <message>
        <source>There is no precision &apos;{precision}&apos;.</source>
        <translation>Die Genauigkeit „{precision}“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no project in {name}.</source>
        <translation>In {name} liegt kein Projekt.</translation>
    </message>
    <message>
        <source>There is no proposal.</source>
        <translation>Es gibt keinen Vorschlag.</translation>
    </message>
    <message>
        <source>There is no run to resume.</source>
        <translation>Es gibt keinen Lauf, der fortgesetzt werden kann.</translation>
    </message>
    <message>
        <source>There is no screen to open the window on.</source>
        <translation>Es gibt keinen Bildschirm für das Fenster.</translation>
    </message>
    <message>
        <source>There is no sentence to test.</source>
        <translation>Es gibt keinen Satz zu prüfen.</translation>
    </message>
    <message>
        <source>There is no sentence, so the model looked at the image alone.</source>
        <translation>Es gibt keinen Satz; das Modell hat nur das Bild angesehen.</translation>
    </message>
    <message>
        <source>There is no split &apos;{split}&apos;.</source>
        <translation>Die Aufteilung „{split}“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no step {step} in the history of this image.</source>
        <translation>Im Verlauf dieses Bildes gibt es keinen Schritt {step}.</translation>
    </message>
    <message>
        <source>There is no template &apos;{name}&apos;.</source>
        <translation>Die Vorlage „{name}“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no tissue on the slide at an optical density of {least_od:g}.</source>
        <translation>Bei einer optischen Dichte von {least_od:g} ist kein Gewebe auf dem Schnitt.</translation>
    </message>
    <message>
        <source>There is no way &apos;{onto}&apos; to import.</source>
        <translation>Die Importweise „{onto}“ gibt es nicht.</translation>
    </message>
    <message>
        <source>There is no {file_name} in {name}.</source>
        <translation>In {name} gibt es kein {file_name}.</translation>
    </message>
    <message>
        <source>There is no {name} to resume from.</source>
        <translation>Es gibt kein {name}, mit dem fortgesetzt werden kann.</translation>
    </message>
    <message>
        <source>There is not enough memory to hand this image to the model.</source>
        <translation>Der Speicher reicht nicht, um dem Modell dieses Bild zu übergeben.</translation>
    </message>
    <message>
        <source>There is nothing to copy.</source>
        <translation>Es gibt nichts zu kopieren.</translation>
    </message>
    <message>
        <source>There is nothing to export in the project&apos;s own template.</source>
        <translation>In der eigenen Vorlage des Projekts gibt es nichts zu exportieren.</translation>
    </message>
    <message>
        <source>There is nothing to export: no image has objects that are counted one by one.</source>
        <translation>Es gibt nichts zu exportieren: Kein Bild hat Objekte, die einzeln gezählt werden.</translation>
    </message>
    <message>
        <source>There is nothing to export: no image is marked as labeled.</source>
        <translation>Es gibt nichts zu exportieren: Kein Bild ist als annotiert markiert.</translation>
    </message>
    <message>
        <source>There is nothing to export: none of the images is a DICOM file with a full header.</source>
        <translation>Es gibt nichts zu exportieren: Keines der Bilder ist eine DICOM-Datei mit vollständigem Kopf.</translation>
    </message>
    <message>
        <source>There is nothing to export: {left}</source>
        <translation>Es gibt nichts zu exportieren: {left}</translation>
    </message>
    <message>
        <source>There is nothing to export: {some_names}</source>
        <translation>Es gibt nichts zu exportieren: {some_names}</translation>
    </message>
    <message>
        <source>There is nothing to learn from yet.</source>
        <translation>Es gibt noch nichts, woraus gelernt werden kann.</translation>
    </message>
    <message>
        <source>There is nothing to measure: no image is marked as labeled.</source>
        <translation>Es gibt nichts zu messen: Kein Bild ist als annotiert markiert.</translation>
    </message>
    <message>
        <source>There is too little stained tissue to tell its stains.</source>
        <translation>Es gibt zu wenig gefärbtes Gewebe, um die Färbungen zu erkennen.</translation>
    </message>
    <message>
        <source>There is {name} already, which would be lost.</source>
        <translation>{name} gibt es schon und ginge verloren.</translation>
    </message>
    <message>
        <source>These are no pictures; save masks as PNG or TIFF.</source>
        <translation>Das sind keine Bilder; speichern Sie Masken als PNG oder TIFF.</translation>
    </message>
    <message>
        <source>These images do not say where they lie in the patient; their contours are taken to count from the centre of the first pixel: {names}.</source>
        <translation>Diese Bilder sagen nicht, wo sie im Patienten liegen; ihre Konturen werden so verstanden, dass sie von der Mitte des ersten Pixels zählen: {names}.</translation>
    </message>
    <message>
        <source>These pictures were taken for those in brackets, which are not there; see that they are the right ones: {names}.</source>
        <translation>Diese Bilder wurden statt der eingeklammerten genommen, die es nicht gibt; prüfen Sie, ob es die richtigen sind: {names}.</translation>
    </message>
    <message>
        <source>They are in the backup that was made first.</source>
        <translation>Sie stehen in der Sicherung, die zuerst gemacht wurde.</translation>
    </message>
    <message>
        <source>They are not told as boxes.</source>
        <translation>Sie sind nicht als Rahmen angegeben.</translation>
    </message>
    <message>
        <source>They are of the kind {lower}, which encloses no pixels.</source>
        <translation>Sie sind von der Art {lower}, die keine Pixel umschließt.</translation>
    </message>
    <message>
        <source>They do not say of which region they are.</source>
        <translation>Sie sagen nicht, zu welchem Bereich sie gehören.</translation>
    </message>
    <message>
        <source>They hold several pictures. Each page that you check becomes an image of its own, kept in the project.</source>
        <translation>Sie enthalten mehrere Bilder. Jede Seite, die Sie anhaken, wird ein eigenes Bild, das im Projekt liegt.</translation>
    </message>
    <message>
        <source>They name no image, and none lies where they do.</source>
        <translation>Sie nennen kein Bild, und keines liegt, wo sie liegen.</translation>
    </message>
    <message>
        <source>They were made on a picture of {width} x {height} pixels; {name} has {image_width} x {image_height}.</source>
        <translation>Sie wurden auf einem Bild von {width} x {height} Pixeln gemacht; {name} hat {image_width} x {image_height}.</translation>
    </message>
    <message>
        <source>This area is too large to fill.</source>
        <translation>Dieser Bereich ist zu groß zum Füllen.</translation>
    </message>
    <message>
        <source>This computer has no device &apos;{name}&apos;.</source>
        <translation>Dieser Rechner hat kein Gerät „{name}“.</translation>
    </message>
    <message>
        <source>This does not look like a chest, and this model knows chest X-rays only.</source>
        <translation>Das sieht nicht nach einer Brust aus, und dieses Modell kennt nur Röntgenaufnahmen der Brust.</translation>
    </message>
    <message>
        <source>This edit was recorded by a newer version of the program.</source>
        <translation>Dieser Schritt wurde mit einer neueren Version des Programms aufgezeichnet.</translation>
    </message>
    <message>
        <source>This generation was made before reports were kept.</source>
        <translation>Diese Generation entstand, bevor es Berichte gab.</translation>
    </message>
    <message>
        <source>This image</source>
        <translation>Dieses Bild</translation>
    </message>
    <message>
        <source>This image is finished and the model may learn from it. An empty mask is valid too.</source>
        <translation>Dieses Bild ist fertig, und das Modell darf daraus lernen. Auch eine leere Maske ist gültig.</translation>
    </message>
    <message>
        <source>This image is left out</source>
        <translation>Dieses Bild ist ausgelassen</translation>
    </message>
    <message>
        <source>This image is mirrored: the patient&apos;s left is on the left of the picture.</source>
        <translation>Dieses Bild ist gespiegelt: Die linke Seite des Patienten liegt links im Bild.</translation>
    </message>
    <message>
        <source>This image is no longer in the project.</source>
        <translation>Dieses Bild ist nicht mehr im Projekt.</translation>
    </message>
    <message>
        <source>This image is too large to be predicted as a whole.</source>
        <translation>Dieses Bild ist zu groß, um als Ganzes vorhergesagt zu werden.</translation>
    </message>
    <message>
        <source>This kind of shape is not read.</source>
        <translation>Diese Art von Form wird nicht gelesen.</translation>
    </message>
    <message>
        <source>This model cannot read sentences: its answer is the same for all.</source>
        <translation>Dieses Modell liest keine Sätze: Seine Antwort ist für alle gleich.</translation>
    </message>
    <message>
        <source>This model does not react to number words.</source>
        <translation>Dieses Modell reagiert nicht auf Zahlwörter.</translation>
    </message>
    <message>
        <source>This model does not react to words of &apos;{slot}&apos;.</source>
        <translation>Dieses Modell reagiert nicht auf Wörter zu „{slot}“.</translation>
    </message>
    <message>
        <source>This model does not react to words of distribution.</source>
        <translation>Dieses Modell reagiert nicht auf Wörter zur Verteilung.</translation>
    </message>
    <message>
        <source>This model does not react to words of height, such as upper or lower.</source>
        <translation>Dieses Modell reagiert nicht auf Wörter zur Höhe wie „oben“ oder „unten“.</translation>
    </message>
    <message>
        <source>This model does not react to words of place.</source>
        <translation>Dieses Modell reagiert nicht auf Ortsangaben.</translation>
    </message>
    <message>
        <source>This model does not react to words of side.</source>
        <translation>Dieses Modell reagiert nicht auf Seitenangaben.</translation>
    </message>
    <message>
        <source>This model does not read sentences.</source>
        <translation>Dieses Modell liest keine Sätze.</translation>
    </message>
    <message>
        <source>This model follows the image alone: no words are needed.</source>
        <translation>Dieses Modell folgt allein dem Bild: Es braucht keine Wörter.</translation>
    </message>
    <message>
        <source>This model has no card.</source>
        <translation>Dieses Modell hat keine Karte.</translation>
    </message>
    <message>
        <source>This model has no layer {unknown}.</source>
        <translation>Dieses Modell hat keine Schicht {unknown}.</translation>
    </message>
    <message>
        <source>This project can only be read here, so nothing in it is changed.</source>
        <translation>Dieses Projekt kann hier nur gelesen werden; nichts darin wird geändert.</translation>
    </message>
    <message>
        <source>This project has no images yet</source>
        <translation>Dieses Projekt hat noch keine Bilder</translation>
    </message>
    <message>
        <source>This project is being changed.</source>
        <translation>Dieses Projekt wird gerade geändert.</translation>
    </message>
    <message>
        <source>This project is for the record</source>
        <translation>Dieses Projekt ist protokollpflichtig</translation>
    </message>
    <message>
        <source>This project is open already.</source>
        <translation>Dieses Projekt ist schon offen.</translation>
    </message>
    <message>
        <source>This run began with a new network.</source>
        <translation>Dieser Lauf begann mit einem neuen Netz.</translation>
    </message>
    <message>
        <source>This run names a model that lies elsewhere: {told!r}.</source>
        <translation>Dieser Lauf nennt ein Modell, das woanders liegt: {told!r}.</translation>
    </message>
    <message>
        <source>This sentence cannot be reworded: {why}.</source>
        <translation>Dieser Satz lässt sich nicht anders sagen: {why}.</translation>
    </message>
    <message>
        <source>This step cannot be read</source>
        <translation>Dieser Schritt ist nicht lesbar</translation>
    </message>
    <message>
        <source>This step cannot be undone or redone now: another one comes before it.</source>
        <translation>Dieser Schritt lässt sich jetzt nicht rückgängig machen oder wiederholen: Ein anderer kommt davor.</translation>
    </message>
    <message>
        <source>This step of the history does not exist.</source>
        <translation>Diesen Schritt des Verlaufs gibt es nicht.</translation>
    </message>
    <message>
        <source>This step of the history is damaged.</source>
        <translation>Dieser Schritt des Verlaufs ist beschädigt.</translation>
    </message>
    <message>
        <source>This takes a moment.</source>
        <translation>Das dauert einen Moment.</translation>
    </message>
    <message>
        <source>Thorax 2026-11</source>
        <translation>Thorax 2026-11</translation>
    </message>
    <message>
        <source>Those of Ruifrok and Johnston</source>
        <translation>Die von Ruifrok und Johnston</translation>
    </message>
    <message>
        <source>Those that are labeled or have a proposal are passed over</source>
        <translation>Annotierte und solche mit Vorschlag werden übergangen</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <source>Threshold and size as the model says</source>
        <translation>Schwelle und Größe, wie das Modell sagt</translation>
    </message>
    <message>
        <source>Threshold and smallest object of the proposal as the model says.</source>
        <translation>Schwelle und kleinstes Objekt des Vorschlags, wie das Modell sagt.</translation>
    </message>
    <message>
        <source>Threshold as the model</source>
        <translation>Schwelle wie das Modell</translation>
    </message>
    <message>
        <source>Threshold as the sentence</source>
        <translation>Schwelle wie der Satz</translation>
    </message>
    <message>
        <source>Threshold of the proposal</source>
        <translation>Schwelle des Vorschlags</translation>
    </message>
    <message>
        <source>Thumbnails</source>
        <translation>Vorschaubilder</translation>
    </message>
    <message>
        <source>Ticks along the edges of the image area where the pixel spacing is known.</source>
        <translation>Teilstriche an den Rändern des Bildes, wo der Pixelabstand bekannt ist.</translation>
    </message>
    <message>
        <source>Tidy the sentence</source>
        <translation>Satz ordnen</translation>
    </message>
    <message>
        <source>Time at work, from the journal; waits over {seconds:.0f} s are left out.</source>
        <translation>Zeit bei der Arbeit, aus dem Journal; Pausen über {seconds:.0f} s zählen nicht.</translation>
    </message>
    <message>
        <source>To change something, save a copy elsewhere (File menu) and open that.</source>
        <translation>Um etwas zu ändern, speichern Sie eine Kopie woanders (Menü Datei), und öffnen Sie diese.</translation>
    </message>
    <message>
        <source>To the nearest</source>
        <translation>Zum nächsten</translation>
    </message>
    <message>
        <source>Tokens, text width and classes must be at least 1.</source>
        <translation>Tokens, Textbreite und Klassen müssen mindestens 1 sein.</translation>
    </message>
    <message>
        <source>Tolerance</source>
        <translation>Toleranz</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Tour in eight steps</source>
        <translation>Rundgang in acht Schritten</translation>
    </message>
    <message>
        <source>Tracks of videos are not read.</source>
        <translation>Spuren von Videos werden nicht gelesen.</translation>
    </message>
    <message>
        <source>Trained from {before}, judged against {other}: {verdict}.</source>
        <translation>Trainiert ausgehend von {before}, verglichen mit {other}: {verdict}.</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Training curves</source>
        <translation>Trainingskurven</translation>
    </message>
    <message>
        <source>Training ended unexpectedly; what you drew is not affected.</source>
        <translation>Das Training endete unerwartet; was Sie gezeichnet haben, ist nicht betroffen.</translation>
    </message>
    <message>
        <source>Training is using what this would change.</source>
        <translation>Das Training benutzt gerade, was dies ändern würde.</translation>
    </message>
    <message>
        <source>Training may see them and the other images of their patients</source>
        <translation>Das Training darf sie und die anderen Bilder ihrer Patienten sehen</translation>
    </message>
    <message>
        <source>Training never sees them; generations are judged by them</source>
        <translation>Das Training sieht sie nie; Generationen werden an ihnen gemessen</translation>
    </message>
    <message>
        <source>Training runs at the lowest priority. More threads are faster but may slow the window.</source>
        <translation>Das Training läuft mit niedrigster Priorität. Mehr Threads sind schneller, können aber das Fenster bremsen.</translation>
    </message>
    <message>
        <source>Training shows the network such images too</source>
        <translation>Das Training zeigt dem Netz auch solche Bilder</translation>
    </message>
    <message>
        <source>Training time</source>
        <translation>Trainingszeit</translation>
    </message>
    <message>
        <source>Try again in a moment.</source>
        <translation>Versuchen Sie es gleich noch einmal.</translation>
    </message>
    <message>
        <source>Try again when no other program writes it.</source>
        <translation>Versuchen Sie es noch einmal, wenn kein anderes Programm sie schreibt.</translation>
    </message>
    <message>
        <source>Turn into a proposal</source>
        <translation>Zum Vorschlag machen</translation>
    </message>
    <message>
        <source>Turned on the screen while they were labeled, which does not move what was drawn: {names}.</source>
        <translation>Beim Annotieren auf dem Bildschirm gedreht, was das Gezeichnete nicht verschiebt: {names}.</translation>
    </message>
    <message>
        <source>Two stain vectors point the same way, so the stains cannot be told apart.</source>
        <translation>Zwei Farbvektoren zeigen in dieselbe Richtung, also lassen sich die Farbstoffe nicht trennen.</translation>
    </message>
    <message>
        <source>Type part of an action, image, class or setting</source>
        <translation>Einen Teil einer Aktion, eines Bildes, einer Klasse oder Einstellung tippen</translation>
    </message>
    <message>
        <source>Type part of the name of an action, an image, a class or a setting.</source>
        <translation>Einen Teil des Namens einer Aktion, eines Bildes, einer Klasse oder einer Einstellung tippen.</translation>
    </message>
    <message>
        <source>Type words from a name or a sentence.</source>
        <translation>Wörter aus einem Namen oder einem Satz tippen.</translation>
    </message>
    <message>
        <source>UTF-8 with damaged letters</source>
        <translation>UTF-8 mit beschädigten Buchstaben</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo takes it back.</source>
        <translation>Rückgängig nimmt ihn zurück.</translation>
    </message>
    <message>
        <source>Undo the last step on this image, including steps from earlier days. Where the last step was made on another image, this goes there first.</source>
        <translation>Den letzten Schritt an diesem Bild rückgängig machen, auch Schritte früherer Tage. Geschah der letzte Schritt an einem anderen Bild, geht dies zuerst dorthin.</translation>
    </message>
    <message>
        <source>Undone: {step}</source>
        <translation>Rückgängig gemacht: {step}</translation>
    </message>
    <message>
        <source>Undone: {step}. Predict again to have it proposed again.</source>
        <translation>Rückgängig gemacht: {step}. Eine neue Vorhersage schlägt es wieder vor.</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>Unbekannt</translation>
    </message>
    <message>
        <source>Unlabeled images do not teach yet: {reason}.</source>
        <translation>Bilder ohne Label lehren noch nicht: {reason}.</translation>
    </message>
    <message>
        <source>Unlabeled images teach from now on.</source>
        <translation>Bilder ohne Label lehren von jetzt an.</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Hoch</translation>
    </message>
    <message>
        <source>Up, from</source>
        <translation>Hoch, von</translation>
    </message>
    <message>
        <source>Up, to</source>
        <translation>Hoch, bis</translation>
    </message>
    <message>
        <source>UpViT and text need the DownViT modules they build upon.</source>
        <translation>UpViT und Text brauchen die DownViT-Module, auf denen sie aufbauen.</translation>
    </message>
    <message>
        <source>Update or remove the package {package}; everything else works without it.</source>
        <translation>Aktualisieren oder entfernen Sie das Paket {package}; alles andere geht ohne es.</translation>
    </message>
    <message>
        <source>Update the program to open this project.</source>
        <translation>Aktualisieren Sie das Programm, um dieses Projekt zu öffnen.</translation>
    </message>
    <message>
        <source>Update the program.</source>
        <translation>Aktualisieren Sie das Programm.</translation>
    </message>
    <message>
        <source>Use PNG, JPEG, TIFF, BMP, GIF, WebP, JPEG 2000, AVIF, Netpbm, DICOM, NIfTI or a slide.</source>
        <translation>Nehmen Sie PNG, JPEG, TIFF, BMP, GIF, WebP, JPEG 2000, AVIF, Netpbm, DICOM, NIfTI oder einen Schnitt im Format eines Scanners.</translation>
    </message>
    <message>
        <source>Use he or hdab instead.</source>
        <translation>Nehmen Sie stattdessen he oder hdab.</translation>
    </message>
    <message>
        <source>Use labeled or all.</source>
        <translation>Nehmen Sie labeled oder all.</translation>
    </message>
    <message>
        <source>Use letters and digits, at most {longest_name}.</source>
        <translation>Nehmen Sie Buchstaben und Ziffern, höchstens {longest_name}.</translation>
    </message>
    <message>
        <source>Use letters of the Latin alphabet in the name of the layer.</source>
        <translation>Verwenden Sie im Namen der Ebene lateinische Buchstaben.</translation>
    </message>
    <message>
        <source>Use letters of the Latin alphabet in the name.</source>
        <translation>Nehmen Sie Buchstaben des lateinischen Alphabets für den Namen.</translation>
    </message>
    <message>
        <source>Use one of: {lateralities}.</source>
        <translation>Nehmen Sie eines von: {lateralities}.</translation>
    </message>
    <message>
        <source>Use the window and level from the file.</source>
        <translation>Die Fensterung aus der Datei nehmen.</translation>
    </message>
    <message>
        <source>Use this generation</source>
        <translation>Diese Generation nehmen</translation>
    </message>
    <message>
        <source>Use this size</source>
        <translation>Diese Größe nehmen</translation>
    </message>
    <message>
        <source>Use viewer or patient.</source>
        <translation>Nehmen Sie viewer oder patient.</translation>
    </message>
    <message>
        <source>Use {images} for</source>
        <translation>Verwenden für: {images}</translation>
    </message>
    <message>
        <source>Use {least_um:g} to {most_um:g} um.</source>
        <translation>Nehmen Sie {least_um:g} bis {most_um:g} µm.</translation>
    </message>
    <message>
        <source>Use {train} or {holdout}.</source>
        <translation>Nehmen Sie {train} oder {holdout}.</translation>
    </message>
    <message>
        <source>Usual vectors</source>
        <translation>Übliche Vektoren</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Value of the pixel under the pointer</source>
        <translation>Wert des Pixels unter dem Zeiger</translation>
    </message>
    <message>
        <source>Values of pixels</source>
        <translation>Werte der Pixel</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Version {program_version}. Annotate medical images with the help of language: the model proposes, people decide. For research; not a medical device.</source>
        <translation>Version {program_version}. Medizinische Bilder mithilfe von Sprache annotieren: Das Modell schlägt vor, Menschen entscheiden. Für die Forschung; kein Medizinprodukt.</translation>
    </message>
    <message>
        <source>Version, licences of the program, its models and its libraries.</source>
        <translation>Version, Lizenzen des Programms, seiner Modelle und Bibliotheken.</translation>
    </message>
    <message>
        <source>View</source>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Viewer&apos;s left</source>
        <translation>Links im Bild</translation>
    </message>
    <message>
        <source>Wait until that is done, or stop it.</source>
        <translation>Warten Sie, bis das fertig ist, oder beenden Sie es.</translation>
    </message>
    <message>
        <source>Wand</source>
        <translation>Zauberstab</translation>
    </message>
    <message>
        <source>Western European text (Windows-1252)</source>
        <translation>Westeuropäischer Text (Windows-1252)</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>What an import before could draw of it is there; the rest of its {pixels} pixels lies under {under}.</source>
        <translation>Was ein früherer Import davon zeichnen konnte, ist da; der Rest der {pixels} Pixel liegt unter {under}.</translation>
    </message>
    <message>
        <source>What came in until then stays</source>
        <translation>Was bis dahin hereinkam, bleibt</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>Was sich änderte</translation>
    </message>
    <message>
        <source>What changed with generation {number}</source>
        <translation>Was sich mit Generation {number} änderte</translation>
    </message>
    <message>
        <source>What classes mean</source>
        <translation>Was Klassen bedeuten</translation>
    </message>
    <message>
        <source>What did the text do?</source>
        <translation>Was hat der Text bewirkt?</translation>
    </message>
    <message>
        <source>What each image took while labels grew, ten images at a time</source>
        <translation>Was jedes Bild brauchte, während die Annotationen wuchsen, je zehn Bilder</translation>
    </message>
    <message>
        <source>What each stain alone would look like. Where one of them bleeds into the other, select an object on which only one lies, and take its vector.</source>
        <translation>Wie jede Färbung allein aussähe. Wo die eine in die andere übergeht, wählen Sie ein Objekt, auf dem nur eine liegt, und nehmen seinen Vektor.</translation>
    </message>
    <message>
        <source>What is counted: one, several</source>
        <translation>Was gezählt wird: eines, mehrere</translation>
    </message>
    <message>
        <source>What is drawn</source>
        <translation>Was gezeichnet wird</translation>
    </message>
    <message>
        <source>What is drawn in your images, and how sentences about them are written.</source>
        <translation>Was in Ihren Bildern gezeichnet wird und wie Sätze darüber geschrieben werden.</translation>
    </message>
    <message>
        <source>What is in the image. Down shows what may come next, Return then takes it; Ctrl+Return predicts, Escape leads back to the image.</source>
        <translation>Was im Bild ist. Pfeil ab zeigt, was folgen kann, Return übernimmt es dann; Strg+Return sagt vorher, Esc führt zurück zum Bild.</translation>
    </message>
    <message>
        <source>What is in these images; empty takes the sentence away</source>
        <translation>Was in diesen Bildern ist; leer nimmt den Satz weg</translation>
    </message>
    <message>
        <source>What is left is its rim: draw what is missing.</source>
        <translation>Übrig ist nur der Rand: Zeichnen Sie, was fehlt.</translation>
    </message>
    <message>
        <source>What is read has no room among the temporary files.</source>
        <translation>Das Gelesene hat bei den vorläufigen Dateien keinen Platz.</translation>
    </message>
    <message>
        <source>What is shown waits on the image for your decision</source>
        <translation>Was zu sehen ist, wartet am Bild auf Ihre Entscheidung</translation>
    </message>
    <message>
        <source>What it was before is kept as {name}.</source>
        <translation>Was vorher war, ist als {name} aufgehoben.</translation>
    </message>
    <message>
        <source>What lies under {name} now is not what was marked.</source>
        <translation>Was jetzt unter {name} liegt, ist nicht das, was markiert wurde.</translation>
    </message>
    <message>
        <source>What the data say as &apos;{name}&apos; of {objects} is not read: {files}.</source>
        <translation>Was die Daten als „{name}“ für {objects} sagen, wird nicht gelesen: {files}.</translation>
    </message>
    <message>
        <source>What the data say of {fact} of {images} in the project is not taken: {names}.</source>
        <translation>Was die Daten über {fact} für {images} im Projekt sagen, wird nicht genommen: {names}.</translation>
    </message>
    <message>
        <source>What the image and the project add up to</source>
        <translation>Was Bild und Projekt zusammen ergeben</translation>
    </message>
    <message>
        <source>What the import did</source>
        <translation>Was der Import getan hat</translation>
    </message>
    <message>
        <source>What the import will do</source>
        <translation>Was der Import tun wird</translation>
    </message>
    <message>
        <source>What the last key did, or why it did nothing</source>
        <translation>Was die letzte Taste tat, oder warum sie nichts tat</translation>
    </message>
    <message>
        <source>What the newest run takes unlabeled images for, as each generation left it. It teaches the next generation, unless you reject it.</source>
        <translation>Wofür der neueste Lauf nicht annotierte Bilder hält, wie jede Generation es hinterließ. Es lehrt die nächste Generation, wenn Sie es nicht ablehnen.</translation>
    </message>
    <message>
        <source>What the selected generation learnt, and who gets better or worse by it</source>
        <translation>Was die gewählte Generation gelernt hat und für wen sie besser oder schlechter ist</translation>
    </message>
    <message>
        <source>What the text did</source>
        <translation>Was der Text bewirkt hat</translation>
    </message>
    <message>
        <source>What this export leaves out or changes</source>
        <translation>Was dieser Export auslässt oder ändert</translation>
    </message>
    <message>
        <source>What to find</source>
        <translation>Wonach gesucht wird</translation>
    </message>
    <message>
        <source>What to know</source>
        <translation>Gut zu wissen</translation>
    </message>
    <message>
        <source>What to know ({count:,})</source>
        <translation>Gut zu wissen ({count:,})</translation>
    </message>
    <message>
        <source>What unlabeled images teach, generation by generation. Reject, pin or propose it.</source>
        <translation>Was nicht annotierte Bilder lehren, Generation für Generation. Ablehnen, festhalten oder vorschlagen.</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>Was gefunden wurde</translation>
    </message>
    <message>
        <source>What works now</source>
        <translation>Was jetzt geht</translation>
    </message>
    <message>
        <source>What you draw next is a new object, even where it begins on another one.</source>
        <translation>Was Sie als Nächstes zeichnen, ist ein neues Objekt, auch wenn es auf einem anderen beginnt.</translation>
    </message>
    <message>
        <source>What {provenance_name} says of {images} cannot be read and does not count.</source>
        <translation>Was {provenance_name} über {images} sagt, ist nicht lesbar und zählt nicht.</translation>
    </message>
    <message>
        <source>Whatever is typed.</source>
        <translation>Was auch immer getippt wird.</translation>
    </message>
    <message>
        <source>Wheel</source>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>When</source>
        <translation>Wann</translation>
    </message>
    <message>
        <source>Where it is</source>
        <translation>Wo es ist</translation>
    </message>
    <message>
        <source>Where it is denser</source>
        <translation>Wo es dichter ist</translation>
    </message>
    <message>
        <source>Where predictions are computed</source>
        <translation>Wo Vorhersagen gerechnet werden</translation>
    </message>
    <message>
        <source>Where the answer differs from the one with the sentence.</source>
        <translation>Wo sich die Antwort von der mit dem Satz unterscheidet.</translation>
    </message>
    <message>
        <source>Where the answer {names} differs, on the image</source>
        <translation>Wo sich die Antwort {names} unterscheidet, im Bild</translation>
    </message>
    <message>
        <source>Where the copy goes</source>
        <translation>Wohin die Kopie kommt</translation>
    </message>
    <message>
        <source>Where the folder is now, the training can go on from its last save.</source>
        <translation>Wo der Ordner jetzt ist, kann das Training ab seinem letzten Speichern weitergehen.</translation>
    </message>
    <message>
        <source>Where the project goes</source>
        <translation>Wohin das Projekt kommt</translation>
    </message>
    <message>
        <source>Where the project was told the wrong sides; no sentence is rewritten.</source>
        <translation>Wo dem Projekt die falschen Seiten gesagt wurden; kein Satz wird umgeschrieben.</translation>
    </message>
    <message>
        <source>Where the sentence and the mask disagree it is listed here. A click shows the place.</source>
        <translation>Wo Satz und Maske sich widersprechen, steht es hier. Ein Klick zeigt die Stelle.</translation>
    </message>
    <message>
        <source>Where to look for the images</source>
        <translation>Wo nach den Bildern gesucht wird</translation>
    </message>
    <message>
        <source>Where to look for the picture</source>
        <translation>Wo nach dem Bild gesucht wird</translation>
    </message>
    <message>
        <source>Which class of the project is it?</source>
        <translation>Welche Klasse des Projekts ist es?</translation>
    </message>
    <message>
        <source>Which images</source>
        <translation>Welche Bilder</translation>
    </message>
    <message>
        <source>Which images the list shows</source>
        <translation>Welche Bilder die Liste zeigt</translation>
    </message>
    <message>
        <source>Which measures the table shows</source>
        <translation>Welche Maße die Tabelle zeigt</translation>
    </message>
    <message>
        <source>Which pages of {name}?</source>
        <translation>Welche Seiten von {name}?</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Wer</translation>
    </message>
    <message>
        <source>Who did what, when and with which model; every moment can come back as a new step.</source>
        <translation>Wer was wann und mit welchem Modell getan hat; jeder Zeitpunkt kann als neuer Schritt zurückkommen.</translation>
    </message>
    <message>
        <source>Who drew, accepted or changed what; without this they are called reader-... everywhere</source>
        <translation>Wer was gezeichnet, angenommen oder geändert hat; sonst heißen sie überall reader-...</translation>
    </message>
    <message>
        <source>Who made it, or how, is not as the history tells.</source>
        <translation>Wer es gemacht hat, oder wie, ist nicht so, wie der Verlauf sagt.</translation>
    </message>
    <message>
        <source>Who may use the data for what, such as CC BY 4.0; the data sheet says it</source>
        <translation>Wer die Daten wofür nutzen darf, zum Beispiel CC BY 4.0; es steht im Datenblatt</translation>
    </message>
    <message>
        <source>Whoever changes an image that is labeled says why first. The reason stands in the history of the image and in the audit (File &gt; Project care).</source>
        <translation>Wer ein annotiertes Bild ändert, nennt zuerst den Grund. Er steht im Verlauf des Bildes und im Audit (Datei &gt; Projektpflege).</translation>
    </message>
    <message>
        <source>Whole areas of a proposal: those whose middle lies inside the lasso, or all it touches.</source>
        <translation>Ganze Bereiche eines Vorschlags: die, deren Mitte im Lasso liegt, oder alle, die es berührt.</translation>
    </message>
    <message>
        <source>Whose labels</source>
        <translation>Wessen Annotationen</translation>
    </message>
    <message>
        <source>Whose left the sentences mean. A change asks before it converts them.</source>
        <translation>Wessen Links die Sätze meinen. Eine Änderung fragt, bevor sie umrechnet.</translation>
    </message>
    <message>
        <source>Whose left?</source>
        <translation>Wessen Links?</translation>
    </message>
    <message>
        <source>Why does this change?</source>
        <translation>Warum ändert sich das?</translation>
    </message>
    <message>
        <source>Window and level</source>
        <translation>Fensterung</translation>
    </message>
    <message>
        <source>With a proposal</source>
        <translation>Mit Vorschlag</translation>
    </message>
    <message>
        <source>With left and right swapped it draws elsewhere and is just as certain: it follows the words more than the image. Check its proposal.</source>
        <translation>Mit links und rechts getauscht zeichnet es anderswo und ist ebenso sicher: Es folgt mehr den Wörtern als dem Bild. Prüfen Sie seinen Vorschlag.</translation>
    </message>
    <message>
        <source>With left and right swapped it draws elsewhere and is less certain.</source>
        <translation>Mit links und rechts getauscht zeichnet es anderswo und ist weniger sicher.</translation>
    </message>
    <message>
        <source>With left and right swapped it finds nothing: the image counts too.</source>
        <translation>Mit links und rechts getauscht findet es nichts: Auch das Bild zählt.</translation>
    </message>
    <message>
        <source>With which model</source>
        <translation>Mit welchem Modell</translation>
    </message>
    <message>
        <source>With x and y exchanged that would not be so; see that they are not.</source>
        <translation>Mit vertauschtem x und y wäre das nicht so; prüfen Sie, ob sie vertauscht sind.</translation>
    </message>
    <message>
        <source>Without a sentence</source>
        <translation>Ohne Satz</translation>
    </message>
    <message>
        <source>Words in the corners</source>
        <translation>Worte in den Ecken</translation>
    </message>
    <message>
        <source>Words such as &apos;upper right&apos; do not guide the model on this image.</source>
        <translation>Wörter wie „oben rechts“ leiten das Modell bei diesem Bild nicht.</translation>
    </message>
    <message>
        <source>Words to click, and what the sentence lacks</source>
        <translation>Wörter zum Anklicken, und was dem Satz fehlt</translation>
    </message>
    <message>
        <source>Words, a line for each slot</source>
        <translation>Wörter, eine Zeile je Merkmal</translation>
    </message>
    <message>
        <source>Write a number and a name for each into it, as JSON.</source>
        <translation>Schreiben Sie zu jeder Nummer einen Namen hinein, als JSON.</translation>
    </message>
    <message>
        <source>Write a sentence to compare it with the mask.</source>
        <translation>Schreiben Sie einen Satz, um ihn mit der Maske zu vergleichen.</translation>
    </message>
    <message>
        <source>Write all that is stored into another folder; images stay where they are.</source>
        <translation>Alles Gespeicherte in einen anderen Ordner schreiben; Bilder bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>Write numbers such as 0.2; 0.4; 0.6.</source>
        <translation>Schreiben Sie Zahlen wie 0,2; 0,4; 0,6.</translation>
    </message>
    <message>
        <source>Write one under the image.</source>
        <translation>Schreiben Sie einen unter das Bild.</translation>
    </message>
    <message>
        <source>Write the files</source>
        <translation>Die Dateien schreiben</translation>
    </message>
    <message>
        <source>Write the labeled images for other programs.</source>
        <translation>Die annotierten Bilder für andere Programme schreiben.</translation>
    </message>
    <message>
        <source>Write the sentence</source>
        <translation>Satz schreiben</translation>
    </message>
    <message>
        <source>Write the slot and its words, such as: shape = round, oval, irregular.</source>
        <translation>Schreiben Sie das Merkmal und seine Wörter, zum Beispiel: shape = round, oval, irregular.</translation>
    </message>
    <message>
        <source>Write what you see and where it is (Ctrl+Shift+S). The Down key lists what may come next. Left and right are those that the canvas shows.</source>
        <translation>Schreiben Sie, was Sie sehen und wo es ist (Strg+Umschalt+S). Pfeil ab zeigt, was folgen kann. Links und rechts sind die, die am Bild stehen.</translation>
    </message>
    <message>
        <source>Write {conventions} there.</source>
        <translation>Schreiben Sie dort {conventions}.</translation>
    </message>
    <message>
        <source>Writes the file and opens New project</source>
        <translation>Schreibt die Datei und öffnet „Neues Projekt“</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Es wird geschrieben</translation>
    </message>
    <message>
        <source>Writing the kind of image</source>
        <translation>Die Art von Bildern wird geschrieben</translation>
    </message>
    <message>
        <source>Writing the table</source>
        <translation>Tabelle wird geschrieben</translation>
    </message>
    <message>
        <source>Written as test cases (imagesTs, labelsTs): {held}.</source>
        <translation>Als Testfälle geschrieben (imagesTs, labelsTs): {held}.</translation>
    </message>
    <message>
        <source>Wrote the figure.</source>
        <translation>Abbildung gespeichert.</translation>
    </message>
    <message>
        <source>Wrote {rows}.</source>
        <translation>{rows} geschrieben.</translation>
    </message>
    <message>
        <source>YOLO segmentation</source>
        <translation>YOLO-Segmentierung</translation>
    </message>
    <message>
        <source>You checked their labels closely. Labels that you drew or corrected judge generations anyway; those accepted as proposed only then</source>
        <translation>Sie haben ihre Masken genau geprüft. Masken, die Sie gezeichnet oder korrigiert haben, beurteilen Generationen ohnehin; wie vorgeschlagen angenommene nur dann</translation>
    </message>
    <message>
        <source>You checked these labels closely: generations of models are judged by them.</source>
        <translation>Sie haben diese Masken genau geprüft: Generationen von Modellen werden daran gemessen.</translation>
    </message>
    <message>
        <source>You decide</source>
        <translation>Sie entscheiden</translation>
    </message>
    <message>
        <source>You go on in the project itself.</source>
        <translation>Sie arbeiten im Projekt selbst weiter.</translation>
    </message>
    <message>
        <source>Your images</source>
        <translation>Ihre Bilder</translation>
    </message>
    <message>
        <source>Your name</source>
        <translation>Ihr Name</translation>
    </message>
    <message>
        <source>Your own keys for any action. Empty means the default key.</source>
        <translation>Ihre eigenen Tasten für jede Aktion. Leer bedeutet die Standardtaste.</translation>
    </message>
    <message>
        <source>Your work covers this already.</source>
        <translation>Ihre Arbeit bedeckt das schon.</translation>
    </message>
    <message>
        <source>Your work is kept without your name.</source>
        <translation>Ihre Arbeit wird ohne Ihren Namen festgehalten.</translation>
    </message>
    <message>
        <source>Your work is saved as you go; this shows when it was last saved</source>
        <translation>Ihre Arbeit wird laufend gespeichert; hier steht, wann zuletzt</translation>
    </message>
    <message>
        <source>Your work is stored and you can go on. Please send this text to whoever looks after the program; it holds no images and no sentences.</source>
        <translation>Ihre Arbeit ist gespeichert, und Sie können weitermachen. Bitte senden Sie diesen Text an die Person, die das Programm betreut; er enthält keine Bilder und keine Sätze.</translation>
    </message>
    <message>
        <source>Zones from: {source}</source>
        <translation>Zonen aus: {source}</translation>
    </message>
    <message>
        <source>Zones of both lungs</source>
        <translation>Zonen beider Lungen</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>Am Zeiger zoomen</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom in: the part in view is predicted.</source>
        <translation>Zoomen Sie hinein: Der sichtbare Teil wird vorhergesagt.</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom out to see the density</source>
        <translation>Verkleinern zeigt die Dichte</translation>
    </message>
    <message>
        <source>`lvit project check` names all. Ask whoever gave you the project, or go back to a backup (`lvit project restore`).</source>
        <translation>`lvit project check` nennt alles. Fragen Sie, wer Ihnen das Projekt gegeben hat, oder kehren Sie zu einer Sicherung zurück (`lvit project restore`).</translation>
    </message>
    <message>
        <source>`lvit project check` says what is wrong; `lvit project restore` goes back to a backup.</source>
        <translation>`lvit project check` sagt, was nicht stimmt; `lvit project restore` kehrt zu einer Sicherung zurück.</translation>
    </message>
    <message>
        <source>`lvit project history PROJECT IMAGE` lists them.</source>
        <translation>`lvit project history PROJECT IMAGE` listet sie auf.</translation>
    </message>
    <message>
        <source>`lvit project repair` brings back what is known of it, after a backup.</source>
        <translation>`lvit project repair` holt zurück, was davon bekannt ist, nach einer Sicherung.</translation>
    </message>
    <message>
        <source>`lvit project restore PROJECT` lists those there are.</source>
        <translation>`lvit project restore PROJECT` nennt, welche es gibt.</translation>
    </message>
    <message>
        <source>a FITS file</source>
        <translation>eine FITS-Datei</translation>
    </message>
    <message>
        <source>a HEIC picture or a film</source>
        <translation>ein HEIC-Bild oder ein Film</translation>
    </message>
    <message>
        <source>a JPEG XL picture</source>
        <translation>ein JPEG-XL-Bild</translation>
    </message>
    <message>
        <source>a NumPy array</source>
        <translation>ein NumPy-Feld</translation>
    </message>
    <message>
        <source>a PDF document</source>
        <translation>ein PDF-Dokument</translation>
    </message>
    <message>
        <source>a Photoshop document</source>
        <translation>ein Photoshop-Dokument</translation>
    </message>
    <message>
        <source>a RIFF file, but no WebP picture</source>
        <translation>eine RIFF-Datei, aber kein WebP-Bild</translation>
    </message>
    <message>
        <source>a compressed file</source>
        <translation>eine komprimierte Datei</translation>
    </message>
    <message>
        <source>a contour of {which}</source>
        <translation>eine Kontur von {which}</translation>
    </message>
    <message>
        <source>a database</source>
        <translation>eine Datenbank</translation>
    </message>
    <message>
        <source>a folder</source>
        <translation>ein Ordner</translation>
    </message>
    <message>
        <source>a link, a pipe or a device</source>
        <translation>ein Verweis, eine Pipe oder ein Gerät</translation>
    </message>
    <message>
        <source>a patient&apos;s name or number</source>
        <translation>der Name oder die Nummer eines Patienten</translation>
    </message>
    <message>
        <source>a person</source>
        <translation>eine Person</translation>
    </message>
    <message>
        <source>a reader&apos;s name</source>
        <translation>der Name eines Befunders</translation>
    </message>
    <message>
        <source>a secondary capture</source>
        <translation>eine Bildschirmaufnahme (secondary capture)</translation>
    </message>
    <message>
        <source>a sentence</source>
        <translation>ein Satz</translation>
    </message>
    <message>
        <source>a sentence of {which}</source>
        <translation>ein Satz von {which}</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>angenommen</translation>
    </message>
    <message>
        <source>accepted in bulk</source>
        <translation>mit anderen zusammen angenommen</translation>
    </message>
    <message>
        <source>agree</source>
        <translation>einig</translation>
    </message>
    <message>
        <source>agrees</source>
        <translation>stimmt überein</translation>
    </message>
    <message>
        <source>all</source>
        <translation>gesamt</translation>
    </message>
    <message>
        <source>all objects</source>
        <translation>alle Objekte</translation>
    </message>
    <message>
        <source>all saved</source>
        <translation>alles gespeichert</translation>
    </message>
    <message>
        <source>all saved {time:%H:%M:%S}</source>
        <translation>alles gespeichert {time:%H:%M:%S}</translation>
    </message>
    <message>
        <source>an HDF5 file</source>
        <translation>eine HDF5-Datei</translation>
    </message>
    <message>
        <source>an NRRD volume</source>
        <translation>ein NRRD-Volumen</translation>
    </message>
    <message>
        <source>an archive or office document</source>
        <translation>ein Archiv oder ein Office-Dokument</translation>
    </message>
    <message>
        <source>an icon</source>
        <translation>ein Symbolbild</translation>
    </message>
    <message>
        <source>an image</source>
        <translation>ein Bild</translation>
    </message>
    <message>
        <source>an object</source>
        <translation>ein Objekt</translation>
    </message>
    <message>
        <source>an object of {which}</source>
        <translation>ein Objekt von {which}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>annotated in {regions}, {share:.3g} % of the image</source>
        <translation>annotiert in {regions}, {share:.3g} % des Bildes</translation>
    </message>
    <message>
        <source>annotation number {which}</source>
        <translation>Annotation Nummer {which}</translation>
    </message>
    <message>
        <source>annotation {which}</source>
        <translation>Annotation {which}</translation>
    </message>
    <message>
        <source>annotations cannot refer to it ({name}).</source>
        <translation>Annotationen können sich nicht darauf beziehen ({name}).</translation>
    </message>
    <message>
        <source>another picture lies there</source>
        <translation>dort liegt ein anderes Bild</translation>
    </message>
    <message>
        <source>answers of {teacher} about pictures in the box: {count}</source>
        <translation>Antworten von {teacher} zu mitgelieferten Bildern: {count}</translation>
    </message>
    <message>
        <source>any</source>
        <translation>offen</translation>
    </message>
    <message>
        <source>are other pictures</source>
        <translation>sind andere Bilder</translation>
    </message>
    <message>
        <source>areas</source>
        <translation>Bereiche</translation>
    </message>
    <message>
        <source>as a person stated it</source>
        <translation>wie angegeben</translation>
    </message>
    <message>
        <source>as a window of its own</source>
        <translation>als eigenes Fenster</translation>
    </message>
    <message>
        <source>as marked</source>
        <translation>wie markiert</translation>
    </message>
    <message>
        <source>as stored</source>
        <translation>wie gespeichert</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>auf Wunsch</translation>
    </message>
    <message>
        <source>at hand</source>
        <translation>zur Hand</translation>
    </message>
    <message>
        <source>at random</source>
        <translation>zufällig</translation>
    </message>
    <message>
        <source>at the detector, not calibrated</source>
        <translation>am Detektor, nicht kalibriert</translation>
    </message>
    <message>
        <source>attention of</source>
        <translation>Aufmerksamkeit von</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>auto</translation>
    </message>
    <message>
        <source>axial</source>
        <translation>axial</translation>
    </message>
    <message>
        <source>before a backup was restored</source>
        <translation>bevor eine Sicherung wiederhergestellt wurde</translation>
    </message>
    <message>
        <source>before a repair</source>
        <translation>vor einer Reparatur</translation>
    </message>
    <message>
        <source>before the project was brought up to date</source>
        <translation>bevor das Projekt auf den neuesten Stand gebracht wurde</translation>
    </message>
    <message>
        <source>bilateral, but names only the {sides} {organ}</source>
        <translation>bilateral, nennt aber nur {sides} {organ}</translation>
    </message>
    <message>
        <source>both (Esc leaves)</source>
        <translation>beide (Esc beendet)</translation>
    </message>
    <message>
        <source>by name</source>
        <translation>nach Namen</translation>
    </message>
    <message>
        <source>by need</source>
        <translation>nach Bedarf</translation>
    </message>
    <message>
        <source>by the mean alone below {images:.0f} images</source>
        <translation>unter {images:.0f} Bildern nur nach dem Mittelwert</translation>
    </message>
    <message>
        <source>by {people}</source>
        <translation>durch {people}</translation>
    </message>
    <message>
        <source>calibrated</source>
        <translation>kalibriert</translation>
    </message>
    <message>
        <source>cannot be opened</source>
        <translation>kann nicht geöffnet werden</translation>
    </message>
    <message>
        <source>changed much, by another model</source>
        <translation>stark verändert, durch ein anderes Modell</translation>
    </message>
    <message>
        <source>changed much, generation {before:.0f} to {after:.0f}</source>
        <translation>stark verändert, Generation {before:.0f} zu {after:.0f}</translation>
    </message>
    <message>
        <source>channel {step} of {size}</source>
        <translation>Kanal {step} von {size}</translation>
    </message>
    <message>
        <source>class {name}</source>
        <translation>Klasse {name}</translation>
    </message>
    <message>
        <source>complex numbers</source>
        <translation>komplexe Zahlen</translation>
    </message>
    <message>
        <source>computed in</source>
        <translation>gerechnet in</translation>
    </message>
    <message>
        <source>contours</source>
        <translation>Konturen</translation>
    </message>
    <message>
        <source>copy</source>
        <translation>Kopie</translation>
    </message>
    <message>
        <source>coronal</source>
        <translation>koronal</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>korrigiert</translation>
    </message>
    <message>
        <source>corrections</source>
        <translation>Korrekturen</translation>
    </message>
    <message>
        <source>counts both {counts} and {counts_2} areas</source>
        <translation>zählt sowohl {counts} als auch {counts_2} Areale</translation>
    </message>
    <message>
        <source>counts both {words} and {words_2}</source>
        <translation>zählt sowohl {words} als auch {words_2}</translation>
    </message>
    <message>
        <source>denser around</source>
        <translation>ringsum dichter</translation>
    </message>
    <message>
        <source>denser in {place}</source>
        <translation>dichter in {place}</translation>
    </message>
    <message>
        <source>density disagrees with sentence</source>
        <translation>Dichte widerspricht dem Satz</translation>
    </message>
    <message>
        <source>differs</source>
        <translation>weicht ab</translation>
    </message>
    <message>
        <source>distribution</source>
        <translation>Verteilung</translation>
    </message>
    <message>
        <source>drawn</source>
        <translation>gezeichnet</translation>
    </message>
    <message>
        <source>error</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>estimated from the image (Macenko)</source>
        <translation>aus dem Bild geschätzt (Macenko)</translation>
    </message>
    <message>
        <source>estimated from the magnification</source>
        <translation>aus der Vergrößerung geschätzt</translation>
    </message>
    <message>
        <source>feature without geometry</source>
        <translation>Merkmal ohne Geometrie</translation>
    </message>
    <message>
        <source>feature {which}</source>
        <translation>Merkmal {which}</translation>
    </message>
    <message>
        <source>file not found</source>
        <translation>Datei nicht gefunden</translation>
    </message>
    <message>
        <source>finding</source>
        <translation>Befund</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>beendet</translation>
    </message>
    <message>
        <source>float32: {precision} is wrong on this computer</source>
        <translation>float32: {precision} ist auf diesem Rechner falsch</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordners</translation>
    </message>
    <message>
        <source>follows the words</source>
        <translation>folgt den Worten</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>from mask</source>
        <translation>aus Maske</translation>
    </message>
    <message>
        <source>from mask •</source>
        <translation>aus Maske •</translation>
    </message>
    <message>
        <source>from sources</source>
        <translation>aus den Quellen</translation>
    </message>
    <message>
        <source>gen</source>
        <translation>Gen.</translation>
    </message>
    <message>
        <source>generation</source>
        <translation>Generation</translation>
    </message>
    <message>
        <source>generation {number}</source>
        <translation>Generation {number}</translation>
    </message>
    <message>
        <source>generation {number} has learnt from it</source>
        <translation>Generation {number} hat daraus gelernt</translation>
    </message>
    <message>
        <source>generation {number} may have learnt from it</source>
        <translation>Generation {number} kann daraus gelernt haben</translation>
    </message>
    <message>
        <source>given to training</source>
        <translation>dem Training gegeben</translation>
    </message>
    <message>
        <source>ground truth</source>
        <translation>als wahr markiert</translation>
    </message>
    <message>
        <source>group {which}</source>
        <translation>Gruppe {which}</translation>
    </message>
    <message>
        <source>has areas from {low} to {high}, which may have been numbers</source>
        <translation>hat Flächen von {low} bis {high}, die Nummern gewesen sein können</translation>
    </message>
    <message>
        <source>has areas of several colours</source>
        <translation>hat Flächen in mehreren Farben</translation>
    </message>
    <message>
        <source>has areas of several greys ({levels})</source>
        <translation>hat Flächen in mehreren Grautönen ({levels})</translation>
    </message>
    <message>
        <source>has saved nothing: {time} more than before</source>
        <translation>hat nichts gespart: {time} mehr als vorher</translation>
    </message>
    <message>
        <source>has saved {time} so far</source>
        <translation>hat bisher {time} gespart</translation>
    </message>
    <message>
        <source>held out of training</source>
        <translation>vom Training zurückgehalten</translation>
    </message>
    <message>
        <source>highest</source>
        <translation>größter</translation>
    </message>
    <message>
        <source>history</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>hold-out</source>
        <translation>zurückgehalten</translation>
    </message>
    <message>
        <source>hold-out Dice</source>
        <translation>Dice (zurückgehalten)</translation>
    </message>
    <message>
        <source>hold-out Dice {dice:.3f} over {images:.0f} images</source>
        <translation>Dice {dice:.3f} auf {images:.0f} zurückgehaltenen Bildern</translation>
    </message>
    <message>
        <source>holds numbers up to {top}, which compression changes</source>
        <translation>enthält Nummern bis {top}, die das Packen verändert</translation>
    </message>
    <message>
        <source>holds {frames}, and none is frame {frame}.</source>
        <translation>enthält {frames}, und keines ist Einzelbild {frame}.</translation>
    </message>
    <message>
        <source>holds {frames}, and nothing says which is meant.</source>
        <translation>enthält {frames}, und nichts sagt, welches gemeint ist.</translation>
    </message>
    <message>
        <source>image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>image number {which}</source>
        <translation>Bild Nummer {which}</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importiert</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>in Kraft</translation>
    </message>
    <message>
        <source>in progress</source>
        <translation>in Arbeit</translation>
    </message>
    <message>
        <source>in the mask</source>
        <translation>in der Maske</translation>
    </message>
    <message>
        <source>in {place}</source>
        <translation>in {place}</translation>
    </message>
    <message>
        <source>in {share:.1f} % of the pixels</source>
        <translation>in {share:.1f} % der Pixel</translation>
    </message>
    <message>
        <source>info</source>
        <translation>Info</translation>
    </message>
    <message>
        <source>into the window</source>
        <translation>in das Fenster</translation>
    </message>
    <message>
        <source>inverted</source>
        <translation>umgekehrt</translation>
    </message>
    <message>
        <source>is a folder</source>
        <translation>ist ein Ordner</translation>
    </message>
    <message>
        <source>is a folder, a device or a pipe, not a file.</source>
        <translation>ist ein Ordner, ein Gerät oder eine Pipe, keine Datei.</translation>
    </message>
    <message>
        <source>is a link that leads out of the data set or nowhere; it is not followed.</source>
        <translation>ist eine Verknüpfung, die aus den Daten hinaus oder ins Leere führt; ihr wird nicht gefolgt.</translation>
    </message>
    <message>
        <source>is another picture</source>
        <translation>ist ein anderes Bild</translation>
    </message>
    <message>
        <source>is no file</source>
        <translation>ist keine Datei</translation>
    </message>
    <message>
        <source>is no file but a device or a pipe</source>
        <translation>ist keine Datei, sondern ein Gerät oder eine Leitung</translation>
    </message>
    <message>
        <source>is not there.</source>
        <translation>ist nicht da.</translation>
    </message>
    <message>
        <source>is the name of several pictures ({names}); nothing says which is meant.</source>
        <translation>ist der Name mehrerer Bilder ({names}); nichts sagt, welches gemeint ist.</translation>
    </message>
    <message>
        <source>is the name of {count} images of the project; nothing says which is meant.</source>
        <translation>ist der Name von {count} Bildern des Projekts; nichts sagt, welches gemeint ist.</translation>
    </message>
    <message>
        <source>is under {licence}</source>
        <translation>steht unter {licence}</translation>
    </message>
    <message>
        <source>is {laterality}</source>
        <translation>ist {laterality}</translation>
    </message>
    <message>
        <source>it cannot be converted ({kind}).</source>
        <translation>es lässt sich nicht umwandeln ({kind}).</translation>
    </message>
    <message>
        <source>it cannot be done now.</source>
        <translation>das geht jetzt nicht.</translation>
    </message>
    <message>
        <source>it cannot be held out, {why}</source>
        <translation>es lässt sich nicht zurückhalten, {why}</translation>
    </message>
    <message>
        <source>it fills the whole picture; see that it is a mask, and not inverted.</source>
        <translation>sie füllt das ganze Bild; prüfen Sie, ob sie eine Maske ist, und nicht umgekehrt.</translation>
    </message>
    <message>
        <source>it fills {share} % of the picture with all four corners; see that it is not inverted.</source>
        <translation>sie füllt {share} % des Bildes samt allen vier Ecken; prüfen Sie, ob sie nicht umgekehrt ist.</translation>
    </message>
    <message>
        <source>it is in a format that may change numbers, and does not tell whether it did; see that its classes and objects are right.</source>
        <translation>sie ist in einem Format, das Zahlen ändern kann, und sagt nicht, ob es das tat; prüfen Sie, ob ihre Klassen und Objekte stimmen.</translation>
    </message>
    <message>
        <source>it is in progress again, for a person to look at.</source>
        <translation>es ist wieder in Arbeit, damit eine Person es ansieht.</translation>
    </message>
    <message>
        <source>it is larger than a single DICOM image may be.</source>
        <translation>es ist größer, als ein einzelnes DICOM-Bild sein darf.</translation>
    </message>
    <message>
        <source>it is made again from the history.</source>
        <translation>es wird aus dem Verlauf neu gemacht.</translation>
    </message>
    <message>
        <source>it is nearly the same picture as {name}</source>
        <translation>es ist fast dasselbe Bild wie {name}</translation>
    </message>
    <message>
        <source>it is no finding</source>
        <translation>es ist kein Befund</translation>
    </message>
    <message>
        <source>it is not labeled</source>
        <translation>es ist nicht annotiert</translation>
    </message>
    <message>
        <source>it is not there any more</source>
        <translation>es ist nicht mehr da</translation>
    </message>
    <message>
        <source>it is not understood</source>
        <translation>es wird nicht verstanden</translation>
    </message>
    <message>
        <source>it is removed, and made again when it is shown.</source>
        <translation>es wird entfernt und neu gemacht, wenn es gezeigt wird.</translation>
    </message>
    <message>
        <source>it is removed, as a step that can be undone.</source>
        <translation>es wird entfernt, als Schritt, der rückgängig zu machen ist.</translation>
    </message>
    <message>
        <source>it is removed; the model can be asked again.</source>
        <translation>er wird entfernt; das Modell kann wieder gefragt werden.</translation>
    </message>
    <message>
        <source>it is too long to be read</source>
        <translation>er ist zu lang, um gelesen zu werden</translation>
    </message>
    <message>
        <source>it lacks what a DICOM segmentation must take over from its source ({name}).</source>
        <translation>es fehlt, was eine DICOM-Segmentierung von ihrer Quelle übernehmen muss ({name}).</translation>
    </message>
    <message>
        <source>it says that its pixels are {own}, its picture&apos;s {other}; they were taken one by one.</source>
        <translation>sie sagt, dass ihre Pixel {own} groß sind, die ihres Bildes {other}; sie wurden eins zu eins genommen.</translation>
    </message>
    <message>
        <source>it was compressed with loss: {pixels} neither bright nor dark went to the nearer of the two.</source>
        <translation>sie wurde mit Verlust komprimiert: {pixels}, weder hell noch dunkel, wurden dem näheren zugeschlagen.</translation>
    </message>
    <message>
        <source>it was compressed with loss; see that its edges are right.</source>
        <translation>sie wurde mit Verlust komprimiert; prüfen Sie, ob ihre Ränder stimmen.</translation>
    </message>
    <message>
        <source>it was understood only in spite of slips: {words}</source>
        <translation>nur trotz Tippfehlern verstanden wurde: {words}</translation>
    </message>
    <message>
        <source>its file</source>
        <translation>seine Datei</translation>
    </message>
    <message>
        <source>its file is missing</source>
        <translation>seine Datei fehlt</translation>
    </message>
    <message>
        <source>its header cannot be read</source>
        <translation>seine Kopfdaten sind nicht lesbar</translation>
    </message>
    <message>
        <source>its header puts it at another place than its picture; its pixels were taken in order.</source>
        <translation>ihre Kopfdaten legen sie an einen anderen Ort als ihr Bild; ihre Pixel wurden der Reihe nach genommen.</translation>
    </message>
    <message>
        <source>its header says so</source>
        <translation>seine Kopfdaten sagen es</translation>
    </message>
    <message>
        <source>its header says that a face can be seen</source>
        <translation>seine Kopfdaten sagen, dass ein Gesicht zu sehen ist</translation>
    </message>
    <message>
        <source>its highest value alone tells that its colours have {bits} bits a channel; see that their names are right.</source>
        <translation>nur ihr höchster Wert sagt, dass ihre Farben {bits} Bit je Kanal haben; prüfen Sie, ob deren Namen stimmen.</translation>
    </message>
    <message>
        <source>its label is a model&apos;s own answer; correct it, or confirm it as truth</source>
        <translation>seine Annotation ist die eigene Antwort eines Modells; korrigieren Sie sie, oder bestätigen Sie sie als wahr</translation>
    </message>
    <message>
        <source>its mask</source>
        <translation>seine Maske</translation>
    </message>
    <message>
        <source>its name</source>
        <translation>seinem Namen</translation>
    </message>
    <message>
        <source>its objects</source>
        <translation>seine Objekte</translation>
    </message>
    <message>
        <source>its place</source>
        <translation>seine Lage</translation>
    </message>
    <message>
        <source>its row is made again from the history.</source>
        <translation>seine Zeile wird aus dem Verlauf neu gemacht.</translation>
    </message>
    <message>
        <source>its size</source>
        <translation>seine Größe</translation>
    </message>
    <message>
        <source>kind {name}</source>
        <translation>Bildart {name}</translation>
    </message>
    <message>
        <source>labelcol/{name} has another size, and was not looked at.</source>
        <translation>labelcol/{name} hat eine andere Größe und wurde nicht angesehen.</translation>
    </message>
    <message>
        <source>labeled</source>
        <translation>annotiert</translation>
    </message>
    <message>
        <source>labeled / hold-out</source>
        <translation>annotiert / zurückgeh.</translation>
    </message>
    <message>
        <source>labelme</source>
        <translation>labelme</translation>
    </message>
    <message>
        <source>labelme&apos;s own tools also fill the pixels that a polygon&apos;s edge touches, so that they draw polygons one pixel too far to the right and down. Masks they draw exactly.</source>
        <translation>Die Werkzeuge von labelme füllen auch die Pixel, die der Rand eines Polygons berührt, und zeichnen Polygone so ein Pixel zu weit nach rechts und unten. Masken zeichnen sie genau.</translation>
    </message>
    <message>
        <source>language-vision</source>
        <translation>Sprache-Bild</translation>
    </message>
    <message>
        <source>layer {which}</source>
        <translation>Ebene {which}</translation>
    </message>
    <message>
        <source>left
lung</source>
        <translation>linke
Lunge</translation>
    </message>
    <message>
        <source>left out: another picture lies there</source>
        <translation>ausgelassen: dort liegt ein anderes Bild</translation>
    </message>
    <message>
        <source>line {which}</source>
        <translation>Zeile {which}</translation>
    </message>
    <message>
        <source>loading model {name}</source>
        <translation>Modell {name} wird geladen</translation>
    </message>
    <message>
        <source>looks {looks}</source>
        <translation>wirkt {looks}</translation>
    </message>
    <message>
        <source>lowest</source>
        <translation>kleinster</translation>
    </message>
    <message>
        <source>lung mask</source>
        <translation>Lungenmaske</translation>
    </message>
    <message>
        <source>lvit text check shows how it is read.</source>
        <translation>lvit text check zeigt, wie er gelesen wird.</translation>
    </message>
    <message>
        <source>made by itself</source>
        <translation>von selbst angelegt</translation>
    </message>
    <message>
        <source>mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <source>mask as accepting leaves it</source>
        <translation>Maske, wie sie nach dem Annehmen ist</translation>
    </message>
    <message>
        <source>mask disagrees with sentence</source>
        <translation>Maske widerspricht dem Satz</translation>
    </message>
    <message>
        <source>mask of one lung, the other one assumed alike</source>
        <translation>Maske einer Lunge, die andere als gleich angenommen</translation>
    </message>
    <message>
        <source>may be a page of several files ({told}).</source>
        <translation>könnte eine Seite mehrerer Dateien sein ({told}).</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>mirrored left and right</source>
        <translation>links und rechts gespiegelt</translation>
    </message>
    <message>
        <source>model finds nothing</source>
        <translation>Modell findet nichts</translation>
    </message>
    <message>
        <source>model is unsure of {percent:.0f} %</source>
        <translation>Modell zu {percent:.0f} % unsicher</translation>
    </message>
    <message>
        <source>model ready</source>
        <translation>Modell bereit</translation>
    </message>
    <message>
        <source>model {name}</source>
        <translation>Modell {name}</translation>
    </message>
    <message>
        <source>moved {percent}</source>
        <translation>{percent} verschoben</translation>
    </message>
    <message>
        <source>much</source>
        <translation>viel</translation>
    </message>
    <message>
        <source>names both {organs}</source>
        <translation>nennt beide {organs}</translation>
    </message>
    <message>
        <source>names the {sides} {organ}</source>
        <translation>nennt {sides} {organ}</translation>
    </message>
    <message>
        <source>names {homeless} without a side</source>
        <translation>nennt {homeless} ohne Seite</translation>
    </message>
    <message>
        <source>nnU-Net data set</source>
        <translation>nnU-Net-Datensatz</translation>
    </message>
    <message>
        <source>no area</source>
        <translation>kein Areal</translation>
    </message>
    <message>
        <source>no generation was trained</source>
        <translation>es wurde keine Generation trainiert</translation>
    </message>
    <message>
        <source>no image is shown.</source>
        <translation>es wird kein Bild gezeigt.</translation>
    </message>
    <message>
        <source>no labels</source>
        <translation>keine Annotationen</translation>
    </message>
    <message>
        <source>no layer</source>
        <translation>keine Schicht</translation>
    </message>
    <message>
        <source>no model before</source>
        <translation>kein Modell davor</translation>
    </message>
    <message>
        <source>no name</source>
        <translation>kein Name</translation>
    </message>
    <message>
        <source>no other words say all that these do: {words}</source>
        <translation>keine anderen Wörter sagen alles, was diese sagen: {words}</translation>
    </message>
    <message>
        <source>no project is open.</source>
        <translation>kein Projekt ist offen.</translation>
    </message>
    <message>
        <source>no sentence</source>
        <translation>kein Satz</translation>
    </message>
    <message>
        <source>no sentence yet</source>
        <translation>noch kein Satz</translation>
    </message>
    <message>
        <source>no two generations could be compared</source>
        <translation>es gab keine zwei Generationen zu vergleichen</translation>
    </message>
    <message>
        <source>no worse than the best so far: {change}</source>
        <translation>nicht schlechter als das bisher beste: {change}</translation>
    </message>
    <message>
        <source>no worse than the model in force: {change}</source>
        <translation>nicht schlechter als das Modell in Kraft: {change}</translation>
    </message>
    <message>
        <source>no worse than the one a person chose: {change}</source>
        <translation>nicht schlechter als das von einem Menschen gewählte: {change}</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>not all</source>
        <translation>nicht alle</translation>
    </message>
    <message>
        <source>not compared</source>
        <translation>nicht verglichen</translation>
    </message>
    <message>
        <source>not counted yet</source>
        <translation>noch nicht gezählt</translation>
    </message>
    <message>
        <source>not finished</source>
        <translation>nicht fertig</translation>
    </message>
    <message>
        <source>not judged</source>
        <translation>nicht beurteilt</translation>
    </message>
    <message>
        <source>not labeled</source>
        <translation>nicht annotiert</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>läuft nicht</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>nicht gesagt</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>not stored: {first}</source>
        <translation>nicht gespeichert: {first}</translation>
    </message>
    <message>
        <source>not stored: {first} and {count} more</source>
        <translation>nicht gespeichert: {first} und {count} weitere</translation>
    </message>
    <message>
        <source>not understood is {words}</source>
        <translation>nicht verstanden ist {words}</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>nicht geprüft</translation>
    </message>
    <message>
        <source>not verified: no hold-out label judges yet</source>
        <translation>nicht geprüft: Noch urteilt keine zurückgehaltene Maske</translation>
    </message>
    <message>
        <source>not verified: {images} labels that judge are there</source>
        <translation>nicht geprüft: {images} urteilenden Masken sind da</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>nothing in the mask</source>
        <translation>nichts in der Maske</translation>
    </message>
    <message>
        <source>nothing is saved: {why}</source>
        <translation>nichts wird gespeichert: {why}</translation>
    </message>
    <message>
        <source>nothing to find</source>
        <translation>nichts zu finden</translation>
    </message>
    <message>
        <source>nothing was understood</source>
        <translation>nichts wurde verstanden</translation>
    </message>
    <message>
        <source>now</source>
        <translation>jetzt</translation>
    </message>
    <message>
        <source>number</source>
        <translation>Anzahl</translation>
    </message>
    <message>
        <source>numbers of an unusual type</source>
        <translation>Zahlen einer ungewöhnlichen Art</translation>
    </message>
    <message>
        <source>object {which}</source>
        <translation>Objekt {which}</translation>
    </message>
    <message>
        <source>objects</source>
        <translation>Objekte</translation>
    </message>
    <message>
        <source>of no known kind</source>
        <translation>keiner bekannten Art</translation>
    </message>
    <message>
        <source>offered</source>
        <translation>angeboten</translation>
    </message>
    <message>
        <source>offered only, because a person had chosen another model</source>
        <translation>nur angeboten, weil ein Mensch ein anderes Modell gewählt hatte</translation>
    </message>
    <message>
        <source>offered, as a person chose the model in force</source>
        <translation>angeboten, da ein Mensch das Modell in Kraft gewählt hat</translation>
    </message>
    <message>
        <source>offered, as an earlier model did better on them</source>
        <translation>angeboten, da ein früheres Modell auf ihnen besser war</translation>
    </message>
    <message>
        <source>offered, as the model in force is of use</source>
        <translation>angeboten, da das Modell in Kraft brauchbar ist</translation>
    </message>
    <message>
        <source>older labels: {count}</source>
        <translation>ältere Annotationen: {count}</translation>
    </message>
    <message>
        <source>on the film</source>
        <translation>auf dem Film</translation>
    </message>
    <message>
        <source>on the images that judge, the model&apos;s Dice is {dice:.2f}, below {least:.2f}</source>
        <translation>auf den Bildern, die urteilen, liegt der Dice des Modells bei {dice:.2f}, unter {least:.2f}</translation>
    </message>
    <message>
        <source>only a region is annotated</source>
        <translation>nur eine Region ist annotiert</translation>
    </message>
    <message>
        <source>only a region is annotated, and the format cannot tell unknown from empty</source>
        <translation>nur eine Region ist annotiert, und das Format kann Unbekanntes nicht von Leerem unterscheiden</translation>
    </message>
    <message>
        <source>only in the mask</source>
        <translation>nur in der Maske</translation>
    </message>
    <message>
        <source>only what is there can be named</source>
        <translation>nur was da ist, lässt sich nennen</translation>
    </message>
    <message>
        <source>only {names}</source>
        <translation>nur {names}</translation>
    </message>
    <message>
        <source>or drop more images or folders here.</source>
        <translation>oder ziehen Sie weitere Bilder oder Ordner hierher.</translation>
    </message>
    <message>
        <source>orientation unknown</source>
        <translation>Ausrichtung unbekannt</translation>
    </message>
    <message>
        <source>original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>original in force</source>
        <translation>Original in Kraft</translation>
    </message>
    <message>
        <source>outline {which}</source>
        <translation>Umriss {which}</translation>
    </message>
    <message>
        <source>overlays, curves and unknown attributes</source>
        <translation>Überlagerungen, Kurven und unbekannte Merkmale</translation>
    </message>
    <message>
        <source>part</source>
        <translation>Ein Teil</translation>
    </message>
    <message>
        <source>patient {name}</source>
        <translation>Patient {name}</translation>
    </message>
    <message>
        <source>patient&apos;s</source>
        <translation>des Patienten</translation>
    </message>
    <message>
        <source>patient&apos;s left</source>
        <translation>links des Patienten</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>per cent</source>
        <translation>Prozente</translation>
    </message>
    <message>
        <source>person: {persons}</source>
        <translation>Person: {persons}</translation>
    </message>
    <message>
        <source>picture&apos;s</source>
        <translation>des Bildes</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>festgehalten</translation>
    </message>
    <message>
        <source>pixels are not square, of unknown size</source>
        <translation>Pixel sind nicht quadratisch, Größe unbekannt</translation>
    </message>
    <message>
        <source>place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>place differs from sentence</source>
        <translation>Ort widerspricht dem Satz</translation>
    </message>
    <message>
        <source>predicting</source>
        <translation>Vorhersage läuft</translation>
    </message>
    <message>
        <source>predicting, about {time:.0f} ms</source>
        <translation>Vorhersage läuft, etwa {time:.0f} ms</translation>
    </message>
    <message>
        <source>predicting, about {time:.1f} s</source>
        <translation>Vorhersage läuft, etwa {time:.1f} s</translation>
    </message>
    <message>
        <source>prediction {time:.0f} ms</source>
        <translation>Vorhersage {time:.0f} ms</translation>
    </message>
    <message>
        <source>prediction {time:.1f} s</source>
        <translation>Vorhersage {time:.1f} s</translation>
    </message>
    <message>
        <source>preferences</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>proposal</source>
        <translation>Vorschlag</translation>
    </message>
    <message>
        <source>pseudo label</source>
        <translation>Pseudo-Label</translation>
    </message>
    <message>
        <source>pseudo label of {model}</source>
        <translation>Pseudo-Label von {model}</translation>
    </message>
    <message>
        <source>pseudo labels</source>
        <translation>Pseudo-Labels</translation>
    </message>
    <message>
        <source>pseudo-label change</source>
        <translation>Änderung der Pseudo-Labels</translation>
    </message>
    <message>
        <source>quadrants of the image</source>
        <translation>Quadranten des Bildes</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>nur lesen</translation>
    </message>
    <message>
        <source>reason</source>
        <translation>Grund</translation>
    </message>
    <message>
        <source>region {which}</source>
        <translation>Bereich {which}</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>abgelehnt</translation>
    </message>
    <message>
        <source>repair: {repair}</source>
        <translation>Reparatur: {repair}</translation>
    </message>
    <message>
        <source>row {which}</source>
        <translation>Zeile {which}</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>sagittal</source>
        <translation>sagittal</translation>
    </message>
    <message>
        <source>same sentence</source>
        <translation>gleicher Satz</translation>
    </message>
    <message>
        <source>saved time not known yet</source>
        <translation>gesparte Zeit noch nicht bekannt</translation>
    </message>
    <message>
        <source>saving {changes}</source>
        <translation>speichert {changes}</translation>
    </message>
    <message>
        <source>say {text}</source>
        <translation>„{text}“ sagen</translation>
    </message>
    <message>
        <source>says both {lateralities} and {lateralities_2}</source>
        <translation>sagt sowohl {lateralities} als auch {lateralities_2}</translation>
    </message>
    <message>
        <source>says both {spreads} and {spreads_2} distributed</source>
        <translation>sagt sowohl {spreads} als auch {spreads_2} distributed</translation>
    </message>
    <message>
        <source>says both {values} and {values_2}</source>
        <translation>sagt sowohl {values} als auch {values_2}</translation>
    </message>
    <message>
        <source>says there is nothing, but also names a finding</source>
        <translation>sagt, da sei nichts, nennt aber auch einen Befund</translation>
    </message>
    <message>
        <source>seconds an image</source>
        <translation>Sekunden je Bild</translation>
    </message>
    <message>
        <source>see the package</source>
        <translation>siehe Paket</translation>
    </message>
    <message>
        <source>segment {which}</source>
        <translation>Segment {which}</translation>
    </message>
    <message>
        <source>sentence decides {percent:.0f} %</source>
        <translation>Satz bestimmt {percent:.0f} %</translation>
    </message>
    <message>
        <source>several files are called {stem} in {place}</source>
        <translation>mehrere Dateien heißen {stem} in {place}</translation>
    </message>
    <message>
        <source>shape {which}</source>
        <translation>Form {which}</translation>
    </message>
    <message>
        <source>shapes {which}</source>
        <translation>Formen {which}</translation>
    </message>
    <message>
        <source>shares from 0 to 1</source>
        <translation>Anteile von 0 bis 1</translation>
    </message>
    <message>
        <source>side</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>side disagrees with sentence</source>
        <translation>Seite widerspricht dem Satz</translation>
    </message>
    <message>
        <source>sides swapped</source>
        <translation>mit vertauschten Seiten</translation>
    </message>
    <message>
        <source>size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>size differs from sentence</source>
        <translation>Größe widerspricht dem Satz</translation>
    </message>
    <message>
        <source>slice {number} of {count}</source>
        <translation>Schicht {number} von {count}</translation>
    </message>
    <message>
        <source>small hole</source>
        <translation>kleines Loch</translation>
    </message>
    <message>
        <source>spread</source>
        <translation>Streuung</translation>
    </message>
    <message>
        <source>spread disagrees with sentence</source>
        <translation>Verteilung widerspricht dem Satz</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>startet</translation>
    </message>
    <message>
        <source>stated</source>
        <translation>angegeben</translation>
    </message>
    <message>
        <source>states none</source>
        <translation>nennt keine</translation>
    </message>
    <message>
        <source>stay inside</source>
        <translation>innerhalb bleiben</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>still to do</source>
        <translation>noch zu tun</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>gestoppt</translation>
    </message>
    <message>
        <source>stopped by a problem</source>
        <translation>durch ein Problem beendet</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>wird beendet</translation>
    </message>
    <message>
        <source>supervised</source>
        <translation>überwacht</translation>
    </message>
    <message>
        <source>tag {which}</source>
        <translation>Schlagwort {which}</translation>
    </message>
    <message>
        <source>task {which}</source>
        <translation>Aufgabe {which}</translation>
    </message>
    <message>
        <source>the answer</source>
        <translation>die Antwort</translation>
    </message>
    <message>
        <source>the best so far</source>
        <translation>das bisher beste</translation>
    </message>
    <message>
        <source>the caption {which}</source>
        <translation>die Bildunterschrift {which}</translation>
    </message>
    <message>
        <source>the counter is raised.</source>
        <translation>der Zähler wird erhöht.</translation>
    </message>
    <message>
        <source>the file is written anew from what can be read; what cannot is named.</source>
        <translation>die Datei wird aus dem neu geschrieben, was lesbar ist; was nicht, wird genannt.</translation>
    </message>
    <message>
        <source>the first</source>
        <translation>der erste</translation>
    </message>
    <message>
        <source>the header of a NIfTI volume whose values lie in another file</source>
        <translation>der Kopf eines NIfTI-Volumens, dessen Werte in einer anderen Datei liegen</translation>
    </message>
    <message>
        <source>the key is of a picture that is there</source>
        <translation>der Schlüssel ist der eines Bildes, das da ist</translation>
    </message>
    <message>
        <source>the machine&apos;s</source>
        <translation>von der Maschine</translation>
    </message>
    <message>
        <source>the mask</source>
        <translation>die Maske</translation>
    </message>
    <message>
        <source>the mask {which}</source>
        <translation>die Maske {which}</translation>
    </message>
    <message>
        <source>the model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>the model in force</source>
        <translation>das Modell in Kraft</translation>
    </message>
    <message>
        <source>the model is still answering.</source>
        <translation>das Modell antwortet noch.</translation>
    </message>
    <message>
        <source>the model marks {found:.1%} of the unlabeled images, and labels {labeled:.1%} of the labeled ones</source>
        <translation>das Modell markiert {found:.1%} der Bilder ohne Label, Labels bedecken {labeled:.1%} der Bilder mit Label</translation>
    </message>
    <message>
        <source>the network reads {reached} of {total} words</source>
        <translation>das Netz liest {reached} von {total} Wörtern</translation>
    </message>
    <message>
        <source>the newest</source>
        <translation>die neueste</translation>
    </message>
    <message>
        <source>the numbers {names} touch, and were taken for one inside.</source>
        <translation>die Zahlen {names} berühren sich und wurden für ein Innen gehalten.</translation>
    </message>
    <message>
        <source>the numbers {told} fill no area, only {pixels} at edges; see that the mask was not compressed with loss or made smaller or larger with smoothing.</source>
        <translation>die Zahlen {told} füllen keine Fläche, nur {pixels} an Rändern; prüfen Sie, ob die Maske nicht mit Verlust komprimiert oder mit Glättung verkleinert oder vergrößert wurde.</translation>
    </message>
    <message>
        <source>the one a person chose</source>
        <translation>das von einer Person gewählte</translation>
    </message>
    <message>
        <source>the patient</source>
        <translation>den Patienten</translation>
    </message>
    <message>
        <source>the patient&apos;s left side</source>
        <translation>die linke Seite des Patienten</translation>
    </message>
    <message>
        <source>the proposal</source>
        <translation>der Vorschlag</translation>
    </message>
    <message>
        <source>the sentence</source>
        <translation>der Satz</translation>
    </message>
    <message>
        <source>the side is that of what it lies beside: {side}</source>
        <translation>die Seite ist die dessen, woneben es liegt: {side}</translation>
    </message>
    <message>
        <source>the size of a pixel</source>
        <translation>die Größe eines Pixels</translation>
    </message>
    <message>
        <source>the size of their kind</source>
        <translation>die Größe ihrer Art</translation>
    </message>
    <message>
        <source>the statement that nothing is there</source>
        <translation>die Aussage, dass nichts da ist</translation>
    </message>
    <message>
        <source>the template</source>
        <translation>die Vorlage</translation>
    </message>
    <message>
        <source>the template takes free words, which have no meaning of their own</source>
        <translation>die Vorlage nimmt freie Wörter, die keine eigene Bedeutung haben</translation>
    </message>
    <message>
        <source>the text {which}</source>
        <translation>der Text {which}</translation>
    </message>
    <message>
        <source>the {count} images labeled before the first generation, seconds an object</source>
        <translation>die {count} Bilder, die vor der ersten Generation annotiert wurden, Sekunden je Objekt</translation>
    </message>
    <message>
        <source>the {rims} pixels numbered 255 are rims that belong to no object.</source>
        <translation>die {rims} Pixel mit der Nummer 255 sind Ränder, die zu keinem Objekt gehören.</translation>
    </message>
    <message>
        <source>the {rims} pixels numbered 255 were taken for rims that belong to no object.</source>
        <translation>die {rims} Pixel mit der Nummer 255 wurden für Ränder gehalten, die zu keinem Objekt gehören.</translation>
    </message>
    <message>
        <source>their files</source>
        <translation>ihre Dateien</translation>
    </message>
    <message>
        <source>their files are missing</source>
        <translation>ihre Dateien fehlen</translation>
    </message>
    <message>
        <source>their names</source>
        <translation>ihren Namen</translation>
    </message>
    <message>
        <source>there are none</source>
        <translation>da seien keine</translation>
    </message>
    <message>
        <source>there are some</source>
        <translation>da seien welche</translation>
    </message>
    <message>
        <source>there is no file {stem} in {place}</source>
        <translation>es gibt keine Datei {stem} in {place}</translation>
    </message>
    <message>
        <source>there is nothing</source>
        <translation>da sei nichts</translation>
    </message>
    <message>
        <source>there is something</source>
        <translation>da sei etwas</translation>
    </message>
    <message>
        <source>they are removed.</source>
        <translation>sie werden entfernt.</translation>
    </message>
    <message>
        <source>thirds of the image</source>
        <translation>Drittel des Bildes</translation>
    </message>
    <message>
        <source>this area</source>
        <translation>dieser Bereich</translation>
    </message>
    <message>
        <source>this mask</source>
        <translation>diese Maske</translation>
    </message>
    <message>
        <source>this run has learnt from it</source>
        <translation>dieser Lauf hat daraus gelernt</translation>
    </message>
    <message>
        <source>time {step} of {size}</source>
        <translation>Zeitpunkt {step} von {size}</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>track {which}</source>
        <translation>Spur {which}</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>training sees it</source>
        <translation>das Training sieht es</translation>
    </message>
    <message>
        <source>turned by 90°</source>
        <translation>um 90° gedreht</translation>
    </message>
    <message>
        <source>two generations in a row agree to a Dice of {dice:.2f}, below {least:.2f}</source>
        <translation>zwei aufeinanderfolgende Generationen stimmen mit einem Dice von {dice:.2f} überein, unter {least:.2f}</translation>
    </message>
    <message>
        <source>ultrasound, endoscopy, ...</source>
        <translation>Ultraschall, Endoskopie, ...</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>rückgängig gemacht</translation>
    </message>
    <message>
        <source>undone, then given up</source>
        <translation>rückgängig gemacht, dann aufgegeben</translation>
    </message>
    <message>
        <source>unilateral, but names both {organs}</source>
        <translation>unilateral, nennt aber beide {organs}</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <source>unlabeled</source>
        <translation>nicht annotiert</translation>
    </message>
    <message>
        <source>up to the last number</source>
        <translation>bis zur letzten Zahl</translation>
    </message>
    <message>
        <source>upside down</source>
        <translation>auf dem Kopf</translation>
    </message>
    <message>
        <source>used, as the model in force is not verified either</source>
        <translation>verwendet, da auch das Modell in Kraft nicht geprüft ist</translation>
    </message>
    <message>
        <source>used, as the model in force reaches Dice {dice:.3f} on your own labels</source>
        <translation>verwendet, da das Modell in Kraft auf Ihren eigenen Masken Dice {dice:.3f} erreicht</translation>
    </message>
    <message>
        <source>used, as there is no model before it</source>
        <translation>verwendet, da es davor kein Modell gibt</translation>
    </message>
    <message>
        <source>usual place of lungs (no lung mask)</source>
        <translation>übliche Lage der Lungen (keine Lungenmaske)</translation>
    </message>
    <message>
        <source>value {value_in_words}</source>
        <translation>Wert {value_in_words}</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>geprüft</translation>
    </message>
    <message>
        <source>viewer&apos;s</source>
        <translation>im Bild</translation>
    </message>
    <message>
        <source>viewer&apos;s left</source>
        <translation>links im Bild</translation>
    </message>
    <message>
        <source>warning</source>
        <translation>Warnung</translation>
    </message>
    <message>
        <source>was</source>
        <translation>wurde</translation>
    </message>
    <message>
        <source>were</source>
        <translation>wurden</translation>
    </message>
    <message>
        <source>what was drawn before</source>
        <translation>dem, was vorher gezeichnet war</translation>
    </message>
    <message>
        <source>who made its objects, or how sure a model was</source>
        <translation>den, der seine Objekte gemacht hat, oder wie sicher ein Modell war,</translation>
    </message>
    <message>
        <source>why it was accepted</source>
        <translation>den Grund, aus dem es angenommen wurde,</translation>
    </message>
    <message>
        <source>with the pixel of the last number</source>
        <translation>samt dem Pixel der letzten Zahl</translation>
    </message>
    <message>
        <source>with the sentence</source>
        <translation>mit dem Satz</translation>
    </message>
    <message>
        <source>without it</source>
        <translation>ohne ihn</translation>
    </message>
    <message>
        <source>without its picture</source>
        <translation>ohne sein Bild</translation>
    </message>
    <message>
        <source>worse than the best so far: {change}</source>
        <translation>schlechter als das bisher beste: {change}</translation>
    </message>
    <message>
        <source>worse than the model in force: {change}</source>
        <translation>schlechter als das Modell in Kraft: {change}</translation>
    </message>
    <message>
        <source>worse than the one a person chose: {change}</source>
        <translation>schlechter als das von einem Menschen gewählte: {change}</translation>
    </message>
    <message>
        <source>your mask</source>
        <translation>Ihre Maske</translation>
    </message>
    <message>
        <source>your work</source>
        <translation>Ihre Arbeit</translation>
    </message>
    <message>
        <source>yours</source>
        <translation>Ihres</translation>
    </message>
    <message>
        <source>zones</source>
        <translation>Zonen</translation>
    </message>
    <message>
        <source>zones differ from sentence</source>
        <translation>Zonen widersprechen dem Satz</translation>
    </message>
    <message>
        <source>zoom {zoom}</source>
        <translation>Zoom {zoom}</translation>
    </message>
    <message>
        <source>{added} added, {already} already in the project, {skipped} skipped.</source>
        <translation>{added} hinzugefügt, {already} schon im Projekt, {skipped} übergangen.</translation>
    </message>
    <message>
        <source>{added} added, {already} already in the project.</source>
        <translation>{added} hinzugefügt, {already} schon im Projekt.</translation>
    </message>
    <message>
        <source>{added} added, {skipped} skipped.</source>
        <translation>{added} hinzugefügt, {skipped} übergangen.</translation>
    </message>
    <message>
        <source>{added} added.</source>
        <translation>{added} hinzugefügt.</translation>
    </message>
    <message>
        <source>{all:,}: {those:,} with a sentence, {others:,} without</source>
        <translation>{all:,}: {those:,} mit Satz, {others:,} ohne</translation>
    </message>
    <message>
        <source>{areas} area</source>
        <translation>{areas} Areal</translation>
    </message>
    <message>
        <source>{areas} rejected</source>
        <translation>Abgelehnt: {areas}</translation>
    </message>
    <message>
        <source>{area}Click to sort</source>
        <translation>{area}Klicken sortiert</translation>
    </message>
    <message>
        <source>{assumed:g} µm is assumed until you answer. </source>
        <translation>{assumed:g} µm werden angenommen, bis Sie antworten. </translation>
    </message>
    <message>
        <source>{at} of {count}</source>
        <translation>{at} von {count}</translation>
    </message>
    <message>
        <source>{before} labeled images with objects before the first generation and {after} after it; {least} of each are needed</source>
        <translation>{before} annotierte Bilder mit Objekten vor der ersten Generation und {after} danach; je {least} sind nötig</translation>
    </message>
    <message>
        <source>{begins} {claims}</source>
        <translation>{begins} {claims}</translation>
    </message>
    <message>
        <source>{blurred} objects share</source>
        <translation>{blurred} Objekte teilen sich</translation>
    </message>
    <message>
        <source>{broken} because {whose} cannot be read: {values}.</source>
        <translation>{broken}; nicht zu lesen: {whose}: {values}.</translation>
    </message>
    <message>
        <source>{class_names} does not name their numbers.</source>
        <translation>{class_names} nennt ihre Nummern nicht.</translation>
    </message>
    <message>
        <source>{class_title}. {pieces}{area_px:,} pixels, {origin}. Click to go there.</source>
        <translation>{class_title}. {pieces}{area_px:,} Pixel, {origin}. Klicken führt dorthin.</translation>
    </message>
    <message>
        <source>{column}. Click to sort.</source>
        <translation>{column}. Klicken sortiert.</translation>
    </message>
    <message>
        <source>{come}: the names of files become others (dicom-...), the same in every export of this project; names, dates and numbers of the headers do not leave, and neither does the project&apos;s name.</source>
        <translation>{come}: Die Namen der Dateien werden andere (dicom-...), dieselben in jedem Export dieses Projekts; Namen, Daten und Nummern der Header gehen nicht hinaus, der Name des Projekts auch nicht.</translation>
    </message>
    <message>
        <source>{contours} another number of points than the file says: {what} of {name}. All points that are there were taken; see that none is missing.</source>
        <translation>{contours} eine andere Zahl von Punkten, als die Datei sagt: {what} von {name}. Alle vorhandenen Punkte wurden genommen; prüfen Sie, ob welche fehlen.</translation>
    </message>
    <message>
        <source>{count:,} files</source>
        <translation>{count:,} Dateien</translation>
    </message>
    <message>
        <source>{count:,} files and folders</source>
        <translation>{count:,} Dateien und Ordner</translation>
    </message>
    <message>
        <source>{count:.0f} of {fewest:.0f}</source>
        <translation>{count:.0f} von {fewest:.0f}</translation>
    </message>
    <message>
        <source>{count} cells of {name} have an outline of their nucleus beside their own; the cell&apos;s is taken.</source>
        <translation>{count} Zellen von {name} haben neben ihrem eigenen Umriss einen ihres Kerns; der der Zelle wird genommen.</translation>
    </message>
    <message>
        <source>{count} cells of {name} have no outline but that of their nucleus, which is taken.</source>
        <translation>{count} Zellen von {name} haben nur den Umriss ihres Kerns; er wird genommen.</translation>
    </message>
    <message>
        <source>{count} changed by other means.</source>
        <translation>{count} auf anderem Weg geändert.</translation>
    </message>
    <message>
        <source>{count} differ</source>
        <translation>{count} weichen ab</translation>
    </message>
    <message>
        <source>{count} images have one DICOM number (SOP Instance UID), so that what is written for one of them refers to all: {names}.</source>
        <translation>{count} Bilder haben eine DICOM-Nummer (SOP Instance UID), sodass das, was für eines geschrieben wird, für alle gilt: {names}.</translation>
    </message>
    <message>
        <source>{count} in the mask</source>
        <translation>{count} in der Maske</translation>
    </message>
    <message>
        <source>{count} may show a name in the picture itself; look before you pass it on: {shown}.</source>
        <translation>Ein Name kann im Bild selbst stehen ({count}); sehen Sie nach, bevor Sie es weitergeben: {shown}.</translation>
    </message>
    <message>
        <source>{count} messages</source>
        <translation>{count} Meldungen</translation>
    </message>
    <message>
        <source>{count} messages like this</source>
        <translation>{count} Meldungen dieser Art</translation>
    </message>
    <message>
        <source>{count} more. </source>
        <translation>{count} weitere. </translation>
    </message>
    <message>
        <source>{count} not saved: {why}</source>
        <translation>{count} nicht gespeichert: {why}</translation>
    </message>
    <message>
        <source>{count} not saved: {why} Trying again.</source>
        <translation>{count} nicht gespeichert: {why} Neuer Versuch.</translation>
    </message>
    <message>
        <source>{count} of {objects}</source>
        <translation>{count} / {objects}</translation>
    </message>
    <message>
        <source>{count} wrong with the project.</source>
        <translation>{count} am Projekt nicht in Ordnung.</translation>
    </message>
    <message>
        <source>{count} {way}</source>
        <translation>{count} {way}</translation>
    </message>
    <message>
        <source>{count}, but {why}</source>
        <translation>{count}, aber {why}</translation>
    </message>
    <message>
        <source>{dark} dark pixels were taken for soft edges or noise, and left out.</source>
        <translation>{dark} dunkle Pixel wurden für weiche Ränder oder Rauschen gehalten und weggelassen.</translation>
    </message>
    <message>
        <source>{dice:.3f}</source>
        <translation>{dice:.3f}</translation>
    </message>
    <message>
        <source>{direction} slice {number} of {count}</source>
        <translation>Schicht {number} von {count}, {direction}</translation>
    </message>
    <message>
        <source>{doing} {done:,} of {total:,}</source>
        <translation>{doing} {done:,} von {total:,}</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} von {total}</translation>
    </message>
    <message>
        <source>{even} distributed, but denser: {dense}</source>
        <translation>{even} distributed, aber dichter: {dense}</translation>
    </message>
    <message>
        <source>{files_lost} could not be read.</source>
        <translation>Nicht zu lesen: {files_lost}.</translation>
    </message>
    <message>
        <source>{files} cannot be read: {some_names}.</source>
        <translation>{files} sind nicht lesbar: {some_names}.</translation>
    </message>
    <message>
        <source>{files} with labels or sentences will be left out: &apos;Import&apos; brings them in together with their images.</source>
        <translation>{files} mit Annotationen oder Sätzen bleiben weg: „Importieren“ holt sie mit ihren Bildern.</translation>
    </message>
    <message>
        <source>{file} {was} left out: {reason}</source>
        <translation>{file} {was} weggelassen: {reason}</translation>
    </message>
    <message>
        <source>{frames} no labels in {name}, of which nothing is taken: {names}.</source>
        <translation>{frames} keine Annotationen in {name}, von dem nichts genommen wird: {names}.</translation>
    </message>
    <message>
        <source>{gone} because {why}: {names}.</source>
        <translation>{gone}, {why}: {names}.</translation>
    </message>
    <message>
        <source>{have} a sentence or reason with a word of {what}, written as it is: {names}.</source>
        <translation>{have} einen Satz oder Grund mit einem Wort, das {what} ist; es ist geschrieben, wie es dasteht: {names}.</translation>
    </message>
    <message>
        <source>{have} a side below {LEAST_PX} pixels, which ultralytics skips.</source>
        <translation>{have} eine Seite unter {LEAST_PX} Pixeln; ultralytics übergeht das.</translation>
    </message>
    <message>
        <source>{have} no known size of a pixel: no areas are told.</source>
        <translation>{have} keine bekannte Pixelgröße: Flächen werden nicht genannt.</translation>
    </message>
    <message>
        <source>{have} no labels in {name}, of which nothing is taken: {told}.</source>
        <translation>{have} keine Annotationen in {name}, von dem nichts genommen wird: {told}.</translation>
    </message>
    <message>
        <source>{have} several parts, which become objects of their own.</source>
        <translation>{have} mehrere Teile, die eigene Objekte werden.</translation>
    </message>
    <message>
        <source>{have}: {names}.</source>
        <translation>{have}: {names}.</translation>
    </message>
    <message>
        <source>{head}.</source>
        <translation>{head}.</translation>
    </message>
    <message>
        <source>{head}; {rest}: {left}.</source>
        <translation>{head}; {rest}: {left}.</translation>
    </message>
    <message>
        <source>{hint} Closing now loses these changes for good.</source>
        <translation>{hint} Wenn Sie jetzt schließen, sind diese Änderungen endgültig verloren.</translation>
    </message>
    <message>
        <source>{holds}, and nothing says which of them the labels are of.</source>
        <translation>{holds}, und nichts sagt, zu welchem die Annotationen gehören.</translation>
    </message>
    <message>
        <source>{holds}, its mask {name} {count}; nothing says which belongs to which.</source>
        <translation>{holds}, seine Maske {name} {count}; nichts sagt, was wozu gehört.</translation>
    </message>
    <message>
        <source>{holds}, perhaps along several axes; its labels say {told} only.</source>
        <translation>{holds}, vielleicht entlang mehrerer Achsen; die Annotationen sagen nur {told}.</translation>
    </message>
    <message>
        <source>{holds}; its labels say {told}, and nothing says whether the first is 0 or 1.</source>
        <translation>{holds}; die Annotationen sagen {told}, und nichts sagt, ob das erste 0 oder 1 ist.</translation>
    </message>
    <message>
        <source>{holds}; its labels say {told}, which is none of them.</source>
        <translation>{holds}; die Annotationen sagen {told}, und das ist keines davon.</translation>
    </message>
    <message>
        <source>{holes} holes, which are filled.</source>
        <translation>{holes} Löcher, die gefüllt werden.</translation>
    </message>
    <message>
        <source>{hours:.1f} h</source>
        <translation>{hours:.1f} h</translation>
    </message>
    <message>
        <source>{images} annotated in a region alone: what lies outside is unknown, and objects are cut off at its border: {names}.</source>
        <translation>{images} nur in einer Region annotiert: Was außerhalb liegt, ist unbekannt, und Objekte sind an ihrem Rand abgeschnitten: {names}.</translation>
    </message>
    <message>
        <source>{images} found again.</source>
        <translation>Wiedergefunden: {images}.</translation>
    </message>
    <message>
        <source>{images} got a proposal.</source>
        <translation>Vorschlag erhalten: {images}.</translation>
    </message>
    <message>
        <source>{images} got another sentence.</source>
        <translation>Anderen Satz erhalten: {images}.</translation>
    </message>
    <message>
        <source>{images} got {size}.</source>
        <translation>{images}: jetzt {size}.</translation>
    </message>
    <message>
        <source>{images} in another part (training, hold-out) than in the data: {names}.</source>
        <translation>{images} in einem anderen Teil (Training, zurückgehalten) als in den Daten: {names}.</translation>
    </message>
    <message>
        <source>{images} in {folder} without labels: {names}.</source>
        <translation>{images} in {folder} ohne Annotationen: {names}.</translation>
    </message>
    <message>
        <source>{images} in {place} without a mask: {names}.</source>
        <translation>{images} in {place} ohne Maske: {names}.</translation>
    </message>
    <message>
        <source>{images} judge generations now.</source>
        <translation>{images} beurteilen jetzt Generationen.</translation>
    </message>
    <message>
        <source>{images} marked as {state_words}.</source>
        <translation>Markiert als {state_words}: {images}.</translation>
    </message>
    <message>
        <source>{images} will be looked at and added.</source>
        <translation>{images}: wird angesehen und hinzugefügt.</translation>
    </message>
    <message>
        <source>{images} with {objects} in {files}.</source>
        <translation>{images}, {objects}, {files}.</translation>
    </message>
    <message>
        <source>{images} without a mask: {names}.</source>
        <translation>{images} ohne Maske: {names}.</translation>
    </message>
    <message>
        <source>{images} {where}, with all of their patients.</source>
        <translation>{where}, mit allen Bildern der Patienten: {images}.</translation>
    </message>
    <message>
        <source>{images}, {objects}, {sentences}.</source>
        <translation>{images}, {objects}, {sentences}.</translation>
    </message>
    <message>
        <source>{image}: &apos;{before}&apos; became &apos;{after}&apos;.</source>
        <translation>{image}: Aus „{before}“ wurde „{after}“.</translation>
    </message>
    <message>
        <source>{in_force} in force</source>
        <translation>{in_force} in Kraft</translation>
    </message>
    <message>
        <source>{in_force}Kind of image: {template}. Licence: {licence}.</source>
        <translation>{in_force}Art der Bilder: {template}. Lizenz: {licence}.</translation>
    </message>
    <message>
        <source>{incomplete} because the header lacks what a segmentation must take over (patient, study or series): {incomplete_2}.</source>
        <translation>{incomplete}, weil im Header fehlt, was eine Segmentierung übernehmen muss (Patient, Studie oder Serie): {incomplete_2}.</translation>
    </message>
    <message>
        <source>{incomplete} because the header lacks what annotations must take over: {incomplete_2}.</source>
        <translation>{incomplete}, weil im Header fehlt, was Annotationen übernehmen müssen: {incomplete_2}.</translation>
    </message>
    <message>
        <source>{item}: {problem}</source>
        <translation>{item}: {problem}</translation>
    </message>
    <message>
        <source>{item}: {problem} {does}</source>
        <translation>{item}: {problem} {does}</translation>
    </message>
    <message>
        <source>{key} has no lung mask, so no zones can be drawn.</source>
        <translation>{key} hat keine Lungenmaske; Zonen lassen sich nicht zeichnen.</translation>
    </message>
    <message>
        <source>{key} has no mask to draft a sentence from.</source>
        <translation>{key} hat keine Maske, aus der ein Satz entworfen werden kann.</translation>
    </message>
    <message>
        <source>{key} is coded in several ways: {meaning} is kept, {meaning_2} is not.</source>
        <translation>{key} ist auf mehrere Weisen kodiert: {meaning} bleibt, {meaning_2} nicht.</translation>
    </message>
    <message>
        <source>{labeled:,} / {holdout:,}</source>
        <translation>{labeled:,} / {holdout:,}</translation>
    </message>
    <message>
        <source>{labeled:,} / {holdout:,}, judging from {fewest} on</source>
        <translation>{labeled:,} / {holdout:,}, urteilt ab {fewest}</translation>
    </message>
    <message>
        <source>{labeled:,} of {total:,} labeled · {order}</source>
        <translation>{labeled:,} von {total:,} annotiert · {order}</translation>
    </message>
    <message>
        <source>{layer} looks little</source>
        <translation>{layer} schaut wenig</translation>
    </message>
    <message>
        <source>{leave} with the patient as it was typed here, which may be a name: {names}. A number or letters tell patients apart as well.</source>
        <translation>{leave} mit der Patientenangabe, wie sie hier eingegeben wurde; sie kann ein Name sein: {names}. Eine Nummer oder Buchstaben unterscheiden Patienten ebenso.</translation>
    </message>
    <message>
        <source>{left} left unread</source>
        <translation>{left} nicht gelesen</translation>
    </message>
    <message>
        <source>{lost:,} of them have a sentence, which is replaced.</source>
        <translation>{lost:,} davon haben einen Satz, der ersetzt wird.</translation>
    </message>
    <message>
        <source>{made:%A, %d %B %Y, %H:%M:%S} · {why} · {size:.1f} MB</source>
        <translation>{made:%A, %d. %B %Y, %H:%M:%S} · {why} · {size:.1f} MB</translation>
    </message>
    <message>
        <source>{made} of another kind than DICOM: written as DICOM of 8 bits, to which the annotations belong.</source>
        <translation>{made} anderer Art als DICOM: geschrieben als DICOM mit 8 Bit, zu dem die Annotationen gehören.</translation>
    </message>
    <message>
        <source>{many} masks have more objects than 16 bits hold; they have 32 (TIFF).</source>
        <translation>{many} Masken haben mehr Objekte, als 16 Bit fassen; sie haben 32 (TIFF).</translation>
    </message>
    <message>
        <source>{mean:+.3f} ({share:.0f} % interval {low:+.3f} to {high:+.3f})</source>
        <translation>{mean:+.3f} ({share:.0f}-%-Intervall {low:+.3f} bis {high:+.3f})</translation>
    </message>
    <message>
        <source>{mended} mended, {left} still wrong.</source>
        <translation>{mended} repariert, {left} weiterhin falsch.</translation>
    </message>
    <message>
        <source>{messages}: close one above to read on</source>
        <translation>{messages}: Schließen Sie oben eine, um weiterzulesen</translation>
    </message>
    <message>
        <source>{minutes:.0f} min</source>
        <translation>{minutes:.0f} min</translation>
    </message>
    <message>
        <source>{minutes} h {minutes_2:02d} min left</source>
        <translation>noch {minutes} h {minutes_2:02d} min</translation>
    </message>
    <message>
        <source>{minutes} min left</source>
        <translation>noch {minutes} min</translation>
    </message>
    <message>
        <source>{mixed} pixels in colours mixed at edges count to the nearest.</source>
        <translation>{mixed} Pixel in Farben, die an Rändern gemischt sind, zählen zur nächsten.</translation>
    </message>
    <message>
        <source>{more} more were left out.</source>
        <translation>{more} weitere wurden weggelassen.</translation>
    </message>
    <message>
        <source>{more} of its objects are not among the {count} of the file: no class.</source>
        <translation>{more} seiner Objekte sind nicht unter den {count} der Datei: keine Klasse.</translation>
    </message>
    <message>
        <source>{more}Compared with the {what}; {source}.</source>
        <translation>{more}Verglichen: {what}; {source}.</translation>
    </message>
    <message>
        <source>{names} and {more} more</source>
        <translation>{names} und {more} weitere</translation>
    </message>
    <message>
        <source>{name} (read only) - </source>
        <translation>{name} (nur lesen) - </translation>
    </message>
    <message>
        <source>{name} ({reason})</source>
        <translation>{name} ({reason})</translation>
    </message>
    <message>
        <source>{name} already holds a run.</source>
        <translation>{name} enthält schon einen Lauf.</translation>
    </message>
    <message>
        <source>{name} can only be read here.</source>
        <translation>{name} kann hier nur gelesen werden.</translation>
    </message>
    <message>
        <source>{name} cannot be held out: {why}.</source>
        <translation>{name} lässt sich nicht zurückhalten: {why}.</translation>
    </message>
    <message>
        <source>{name} cannot be opened.</source>
        <translation>{name} lässt sich nicht öffnen.</translation>
    </message>
    <message>
        <source>{name} cannot be opened: {strerror}.</source>
        <translation>{name} lässt sich nicht öffnen: {strerror}.</translation>
    </message>
    <message>
        <source>{name} cannot be written ({strerror}), which is to say whose the results are.</source>
        <translation>{name} lässt sich nicht schreiben ({strerror}); es soll sagen, wessen die Ergebnisse sind.</translation>
    </message>
    <message>
        <source>{name} cannot be written: {reason}</source>
        <translation>{name} lässt sich nicht schreiben: {reason}</translation>
    </message>
    <message>
        <source>{name} cannot be written: {strerror}.</source>
        <translation>{name} lässt sich nicht schreiben: {strerror}.</translation>
    </message>
    <message>
        <source>{name} defines entities.</source>
        <translation>{name} definiert Entities.</translation>
    </message>
    <message>
        <source>{name} does not exist.</source>
        <translation>{name} gibt es nicht.</translation>
    </message>
    <message>
        <source>{name} does not fit into memory.</source>
        <translation>{name} passt nicht in den Speicher.</translation>
    </message>
    <message>
        <source>{name} does not name the numbers of the class pictures.</source>
        <translation>{name} benennt die Nummern der Klassenbilder nicht.</translation>
    </message>
    <message>
        <source>{name} does not say what its category {key} is.</source>
        <translation>{name} sagt nicht, was die Kategorie {key} ist.</translation>
    </message>
    <message>
        <source>{name} does not say what model it is.</source>
        <translation>{name} sagt nicht, was für ein Modell es ist.</translation>
    </message>
    <message>
        <source>{name} gives category {key} two names, {first} and {other}; its objects are called category {key}.</source>
        <translation>{name} gibt der Kategorie {key} zwei Namen, {first} und {other}; ihre Objekte heißen category {key}.</translation>
    </message>
    <message>
        <source>{name} had another sentence in generation {generation}.</source>
        <translation>{name} hatte in Generation {generation} einen anderen Satz.</translation>
    </message>
    <message>
        <source>{name} has a proposal made of its pseudo label.</source>
        <translation>{name} hat einen Vorschlag aus seinem Pseudo-Label.</translation>
    </message>
    <message>
        <source>{name} has a sentence already, and stays as it is.</source>
        <translation>{name} hat schon einen Satz und bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>{name} has an unusual layout (axes {axes}).</source>
        <translation>{name} hat einen ungewöhnlichen Aufbau (Achsen {axes}).</translation>
    </message>
    <message>
        <source>{name} has another sentence for this image.</source>
        <translation>{name} hat einen anderen Satz für dieses Bild.</translation>
    </message>
    <message>
        <source>{name} has another sentence, which stays.</source>
        <translation>{name} hat einen anderen Satz, der bleibt.</translation>
    </message>
    <message>
        <source>{name} has labels already, and stays as it is.</source>
        <translation>{name} hat schon Annotationen und bleibt, wie es ist.</translation>
    </message>
    <message>
        <source>{name} has labels already, which stay as they are.</source>
        <translation>{name} hat schon Annotationen, die bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>{name} has labels of {reader} already, which stay as they are.</source>
        <translation>{name} hat schon Annotationen von {reader}, die bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>{name} has no Train_Folder and Val_Folder.</source>
        <translation>{name} hat kein Train_Folder und Val_Folder.</translation>
    </message>
    <message>
        <source>{name} has no columns Image and Description.</source>
        <translation>{name} hat keine Spalten Image und Description.</translation>
    </message>
    <message>
        <source>{name} has no optical densities: {why}</source>
        <translation>{name} hat keine optischen Dichten: {why}</translation>
    </message>
    <message>
        <source>{name} has no page {number}.</source>
        <translation>{name} hat keine Seite {number}.</translation>
    </message>
    <message>
        <source>{name} has no pixels.</source>
        <translation>{name} hat keine Pixel.</translation>
    </message>
    <message>
        <source>{name} has that of {value} ({why})</source>
        <translation>{name} hat die von {value} ({why})</translation>
    </message>
    <message>
        <source>{name} has the axes {axes}, not rows and columns.</source>
        <translation>{name} hat die Achsen {axes}, nicht Zeilen und Spalten.</translation>
    </message>
    <message>
        <source>{name} has too large pages.</source>
        <translation>{name} hat zu große Seiten.</translation>
    </message>
    <message>
        <source>{name} has too large tiles ({tilewidth} x {tilelength} pixels).</source>
        <translation>{name} hat zu große Kacheln ({tilewidth} x {tilelength} Pixel).</translation>
    </message>
    <message>
        <source>{name} has {depth} channels, and does not say how they make a picture.</source>
        <translation>{name} hat {depth} Kanäle und sagt nicht, wie sie ein Bild ergeben.</translation>
    </message>
    <message>
        <source>{name} has {width} x {height} pixels, its image {width_2} x {height_2}.</source>
        <translation>{name} hat {width} x {height} Pixel, sein Bild {width_2} x {height_2}.</translation>
    </message>
    <message>
        <source>{name} holds colours, not labels.</source>
        <translation>{name} enthält Farben, keine Labels.</translation>
    </message>
    <message>
        <source>{name} holds fractions, not labels.</source>
        <translation>{name} enthält Brüche, keine Labels.</translation>
    </message>
    <message>
        <source>{name} holds more than {most:,} images and annotations that are none.</source>
        <translation>{name} enthält mehr als {most:,} Bilder und Annotationen, die keine sind.</translation>
    </message>
    <message>
        <source>{name} holds no &apos;state_dict&apos;.</source>
        <translation>{name} enthält kein &apos;state_dict&apos;.</translation>
    </message>
    <message>
        <source>{name} holds no COCO file.</source>
        <translation>{name} enthält keine COCO-Datei.</translation>
    </message>
    <message>
        <source>{name} holds no COCO file. {told}</source>
        <translation>{name} enthält keine COCO-Datei. {told}</translation>
    </message>
    <message>
        <source>{name} holds no DICOM annotations.</source>
        <translation>{name} enthält keine DICOM-Annotationen.</translation>
    </message>
    <message>
        <source>{name} holds no DICOM segmentation.</source>
        <translation>{name} enthält keine DICOM-Segmentierung.</translation>
    </message>
    <message>
        <source>{name} holds no NIfTI file.</source>
        <translation>{name} enthält keine NIfTI-Datei.</translation>
    </message>
    <message>
        <source>{name} holds no RT structure set.</source>
        <translation>{name} enthält kein RT Structure Set.</translation>
    </message>
    <message>
        <source>{name} holds no TIFF files.</source>
        <translation>{name} enthält keine TIFF-Dateien.</translation>
    </message>
    <message>
        <source>{name} holds no data set of nnU-Net.</source>
        <translation>{name} enthält keinen nnU-Net-Datensatz.</translation>
    </message>
    <message>
        <source>{name} holds no label files.</source>
        <translation>{name} enthält keine Label-Dateien.</translation>
    </message>
    <message>
        <source>{name} holds no masks with images.</source>
        <translation>{name} enthält keine Masken mit Bildern.</translation>
    </message>
    <message>
        <source>{name} holds no pixel data{what}.</source>
        <translation>{name} enthält keine Bildpunkte{what}.</translation>
    </message>
    <message>
        <source>{name} holds no training steps.</source>
        <translation>{name} enthält keine Trainingsschritte.</translation>
    </message>
    <message>
        <source>{name} holds numbers above 255.</source>
        <translation>{name} enthält Nummern über 255.</translation>
    </message>
    <message>
        <source>{name} holds numbers below 0, which stand for no object.</source>
        <translation>{name} enthält Zahlen unter 0, die für kein Objekt stehen.</translation>
    </message>
    <message>
        <source>{name} holds numbers that are no labels.</source>
        <translation>{name} enthält Zahlen, die keine Labels sind.</translation>
    </message>
    <message>
        <source>{name} holds one picture, no pages.</source>
        <translation>{name} enthält ein Bild, keine Seiten.</translation>
    </message>
    <message>
        <source>{name} holds pixels without a number (NaN), and unknown is no background.</source>
        <translation>{name} enthält Pixel ohne Zahl (NaN), und Unbekanntes ist kein Hintergrund.</translation>
    </message>
    <message>
        <source>{name} holds real numbers in several frames.</source>
        <translation>{name} enthält reelle Zahlen in mehreren Einzelbildern.</translation>
    </message>
    <message>
        <source>{name} holds the class {number}, which {names} does not name.</source>
        <translation>{name} enthält die Klasse {number}, die {names} nicht benennt.</translation>
    </message>
    <message>
        <source>{name} holds {count:,} objects; at most {most_objects:,} come in from one file.</source>
        <translation>{name} enthält {count:,} Objekte; höchstens {most_objects:,} kommen aus einer Datei herein.</translation>
    </message>
    <message>
        <source>{name} holds {count} planes, which are not one of 0 and 1 for each class, each at its own places.</source>
        <translation>{name} enthält {count} Ebenen, die nicht eine aus 0 und 1 für jede Klasse sind, jede an eigenen Stellen.</translation>
    </message>
    <message>
        <source>{name} holds {kind}.</source>
        <translation>{name} enthält {kind}.</translation>
    </message>
    <message>
        <source>{name} holds {prod} pictures; only single pictures can be annotated.</source>
        <translation>{name} enthält {prod} Bilder; nur einzelne Bilder lassen sich annotieren.</translation>
    </message>
    <message>
        <source>{name} in {folder} is {what} and not the file that locks a project.</source>
        <translation>{name} in {folder} ist {what} und nicht die Datei, die ein Projekt sperrt.</translation>
    </message>
    <message>
        <source>{name} is a DICOM directory.</source>
        <translation>{name} ist ein DICOM-Verzeichnis.</translation>
    </message>
    <message>
        <source>{name} is a DICOM segmentation, not an image.</source>
        <translation>{name} ist eine DICOM-Segmentierung, kein Bild.</translation>
    </message>
    <message>
        <source>{name} is a JPEG of a rare kind that cannot be read.</source>
        <translation>{name} ist ein JPEG einer seltenen Art, das nicht lesbar ist.</translation>
    </message>
    <message>
        <source>{name} is a JPEG that goes over its picture {scans} times (at most {most}).</source>
        <translation>{name} ist ein JPEG, das {scans}-mal über sein Bild geht (höchstens {most}).</translation>
    </message>
    <message>
        <source>{name} is a file, not a folder.</source>
        <translation>{name} ist eine Datei, kein Ordner.</translation>
    </message>
    <message>
        <source>{name} is a folder.</source>
        <translation>{name} ist ein Ordner.</translation>
    </message>
    <message>
        <source>{name} is a link to the file of another project.</source>
        <translation>{name} ist ein Verweis auf die Datei eines anderen Projekts.</translation>
    </message>
    <message>
        <source>{name} is a picture in many shades, not a mask.</source>
        <translation>{name} ist ein Bild in vielen Abstufungen, keine Maske.</translation>
    </message>
    <message>
        <source>{name} is a picture in {count:,} colours, not a mask.</source>
        <translation>{name} ist ein Bild in {count:,} Farben, keine Maske.</translation>
    </message>
    <message>
        <source>{name} is a series of {series:,} volumes; {count:,} slices ({direction}) in all.</source>
        <translation>{name} ist eine Serie von {series:,} Volumen; insgesamt {count:,} Schichten ({direction}).</translation>
    </message>
    <message>
        <source>{name} is a stack of more than {most_pages:,} pictures.</source>
        <translation>{name} ist ein Stapel von mehr als {most_pages:,} Bildern.</translation>
    </message>
    <message>
        <source>{name} is a volume of {count:,} slices ({direction}).</source>
        <translation>{name} ist ein Volumen aus {count:,} Schichten ({direction}).</translation>
    </message>
    <message>
        <source>{name} is a volume of {map} values; only single pictures can be annotated.</source>
        <translation>{name} ist ein Volumen von {map} Werten; nur einzelne Bilder lassen sich annotieren.</translation>
    </message>
    <message>
        <source>{name} is another file than the image {image} of the project; what belongs to it went there by its name.</source>
        <translation>{name} ist eine andere Datei als das Bild {image} des Projekts; was dazu gehört, kam nach seinem Namen dorthin.</translation>
    </message>
    <message>
        <source>{name} is another picture than the image of that name in the project; it came in as a new image.</source>
        <translation>{name} ist ein anderes Bild als das Bild dieses Namens im Projekt; es kam als neues Bild herein.</translation>
    </message>
    <message>
        <source>{name} is another picture than the one that was marked and is left out.</source>
        <translation>{name} ist ein anderes Bild als das markierte und wird ausgelassen.</translation>
    </message>
    <message>
        <source>{name} is another picture than when the marks were made.</source>
        <translation>{name} ist ein anderes Bild als beim Markieren.</translation>
    </message>
    <message>
        <source>{name} is coded as {coded} in the data, and stays {known} here.</source>
        <translation>{name} ist in den Daten als {coded} codiert und bleibt hier {known}.</translation>
    </message>
    <message>
        <source>{name} is compressed in a way that cannot be read ({number}).</source>
        <translation>{name} ist auf eine Weise komprimiert, die nicht lesbar ist ({number}).</translation>
    </message>
    <message>
        <source>{name} is compressed in a way that cannot be read.</source>
        <translation>{name} ist auf eine Weise komprimiert, die nicht lesbar ist.</translation>
    </message>
    <message>
        <source>{name} is cut off: its end is missing.</source>
        <translation>{name} ist abgeschnitten: Das Ende fehlt.</translation>
    </message>
    <message>
        <source>{name} is damaged and cannot be read ({kind}).</source>
        <translation>{name} ist beschädigt und nicht lesbar ({kind}).</translation>
    </message>
    <message>
        <source>{name} is damaged and cannot be read{value}.</source>
        <translation>{name} ist beschädigt und nicht lesbar{value}.</translation>
    </message>
    <message>
        <source>{name} is damaged.</source>
        <translation>{name} ist beschädigt.</translation>
    </message>
    <message>
        <source>{name} is damaged: it says what earlier results stand for.</source>
        <translation>{name} ist beschädigt: Es sagt, wofür frühere Ergebnisse stehen.</translation>
    </message>
    <message>
        <source>{name} is empty (0 bytes).</source>
        <translation>{name} ist leer (0 Bytes).</translation>
    </message>
    <message>
        <source>{name} is held out but does not judge: {why}.</source>
        <translation>{name} ist zurückgehalten, urteilt aber nicht: {why}.</translation>
    </message>
    <message>
        <source>{name} is in {upper}.</source>
        <translation>{name} ist in {upper}.</translation>
    </message>
    <message>
        <source>{name} is labeled already.</source>
        <translation>{name} ist schon annotiert.</translation>
    </message>
    <message>
        <source>{name} is larger than {value} MB once it is unpacked.</source>
        <translation>{name} ist ausgepackt größer als {value} MB.</translation>
    </message>
    <message>
        <source>{name} is left out: {reason}</source>
        <translation>{name} ist weggelassen: {reason}</translation>
    </message>
    <message>
        <source>{name} is named twice: what was drawn on both is on that image.</source>
        <translation>{name} ist zweimal genannt: Was auf beiden gezeichnet wurde, ist auf diesem Bild.</translation>
    </message>
    <message>
        <source>{name} is no file.</source>
        <translation>{name} ist keine Datei.</translation>
    </message>
    <message>
        <source>{name} is no folder.</source>
        <translation>{name} ist kein Ordner.</translation>
    </message>
    <message>
        <source>{name} is no new image, and only new ones were asked for.</source>
        <translation>{name} ist kein neues Bild, und nur neue waren verlangt.</translation>
    </message>
    <message>
        <source>{name} is no text.</source>
        <translation>{name} ist kein Text.</translation>
    </message>
    <message>
        <source>{name} is not JSON.</source>
        <translation>{name} ist kein JSON.</translation>
    </message>
    <message>
        <source>{name} is not XML.</source>
        <translation>{name} ist kein XML.</translation>
    </message>
    <message>
        <source>{name} is not a COCO file.</source>
        <translation>{name} ist keine COCO-Datei.</translation>
    </message>
    <message>
        <source>{name} is not a NIfTI file.</source>
        <translation>{name} ist keine NIfTI-Datei.</translation>
    </message>
    <message>
        <source>{name} is not a checkpoint that can be opened safely.</source>
        <translation>{name} ist kein Checkpoint, der sicher geöffnet werden kann.</translation>
    </message>
    <message>
        <source>{name} is not a readable sheet.</source>
        <translation>{name} ist keine lesbare Tabelle (.xlsx).</translation>
    </message>
    <message>
        <source>{name} is not a readable table.</source>
        <translation>{name} ist keine lesbare Tabelle.</translation>
    </message>
    <message>
        <source>{name} is not an image that can be opened{what}.</source>
        <translation>{name} ist kein Bild, das sich öffnen lässt{what}.</translation>
    </message>
    <message>
        <source>{name} is not empty, and what lies there is no run.</source>
        <translation>{name} ist nicht leer, und was dort liegt, ist kein Lauf.</translation>
    </message>
    <message>
        <source>{name} is not empty.</source>
        <translation>{name} ist nicht leer.</translation>
    </message>
    <message>
        <source>{name} is not in the LViT layout: there is no folder img.</source>
        <translation>{name} ist nicht im LViT-Aufbau: Es gibt keinen Ordner img.</translation>
    </message>
    <message>
        <source>{name} is not in this format.</source>
        <translation>{name} ist nicht in diesem Format.</translation>
    </message>
    <message>
        <source>{name} is not in this format. {told}</source>
        <translation>{name} ist nicht in diesem Format. {told}</translation>
    </message>
    <message>
        <source>{name} is not shown any more.</source>
        <translation>{name} wird nicht mehr gezeigt.</translation>
    </message>
    <message>
        <source>{name} is not there.</source>
        <translation>{name} ist nicht da.</translation>
    </message>
    <message>
        <source>{name} is shown turned, as its file says; its masks are taken as they lie on the picture that is shown.</source>
        <translation>{name} wird gedreht gezeigt, wie die Datei es sagt; die Masken werden so genommen, wie sie auf dem gezeigten Bild liegen.</translation>
    </message>
    <message>
        <source>{name} is still being read.</source>
        <translation>{name} wird noch gelesen.</translation>
    </message>
    <message>
        <source>{name} is still being saved.</source>
        <translation>{name} wird noch gespeichert.</translation>
    </message>
    <message>
        <source>{name} is the name of {count} images of the project ({whose})</source>
        <translation>{name} ist der Name von {count} Bildern des Projekts ({whose})</translation>
    </message>
    <message>
        <source>{name} is the same picture as {twin}: what was drawn on both is on that image.</source>
        <translation>{name} ist dasselbe Bild wie {twin}: Was auf beiden gezeichnet wurde, ist auf diesem Bild.</translation>
    </message>
    <message>
        <source>{name} is the small part of a MIRAX slide; its folder {folder} is not beside it.</source>
        <translation>{name} ist der kleine Teil eines MIRAX-Schnitts; sein Ordner {folder} liegt nicht daneben.</translation>
    </message>
    <message>
        <source>{name} is too large ({width} x {height} pixels) to be shown without smaller levels.</source>
        <translation>{name} ist zu groß ({width} x {height} Pixel), um ohne kleinere Stufen gezeigt zu werden.</translation>
    </message>
    <message>
        <source>{name} is too large to be read at once.</source>
        <translation>{name} ist zu groß, um auf einmal gelesen zu werden.</translation>
    </message>
    <message>
        <source>{name} is too large to train on and is left out.</source>
        <translation>{name} ist zu groß zum Trainieren und wird ausgelassen.</translation>
    </message>
    <message>
        <source>{name} is too large.</source>
        <translation>{name} ist zu groß.</translation>
    </message>
    <message>
        <source>{name} is too large: it unfolds to more than {most_inflated_bytes} MB.</source>
        <translation>{name} ist zu groß: Entpackt sind es mehr als {most_inflated_bytes} MB.</translation>
    </message>
    <message>
        <source>{name} is too large: labels of more than {megabytes} MB are not read.</source>
        <translation>{name} ist zu groß: Labels von mehr als {megabytes} MB werden nicht gelesen.</translation>
    </message>
    <message>
        <source>{name} is too large: {size:,.2f} MB (at most {most_bytes:,.2f}).</source>
        <translation>{name} ist zu groß: {size:,.2f} MB (höchstens {most_bytes:,.2f}).</translation>
    </message>
    <message>
        <source>{name} is too large: {size_mb:.0f} MB (at most {largest_bytes}).</source>
        <translation>{name} ist zu groß: {size_mb:.0f} MB (höchstens {largest_bytes}).</translation>
    </message>
    <message>
        <source>{name} is too large: {width} x {height} pixels (at most {largest_side_px} a side and {largest_area_px} million in all).</source>
        <translation>{name} ist zu groß: {width} x {height} Pixel (höchstens {largest_side_px} je Seite und {largest_area_px} Millionen insgesamt).</translation>
    </message>
    <message>
        <source>{name} is too large: {width} x {height} pixels need {height_2:.0f} MB of memory (at most {largest_bytes}).</source>
        <translation>{name} ist zu groß: {width} x {height} Pixel brauchen {height_2:.0f} MB Speicher (höchstens {largest_bytes}).</translation>
    </message>
    <message>
        <source>{name} is what is read, and would be written over.</source>
        <translation>{name} ist das, was gelesen wird, und würde überschrieben.</translation>
    </message>
    <message>
        <source>{name} is {coded} from now on, as the data say.</source>
        <translation>{name} ist von nun an {coded}, wie die Daten sagen.</translation>
    </message>
    <message>
        <source>{name} is {region} pixels, its image {image}.</source>
        <translation>{name} hat {region} Pixel, sein Bild {image}.</translation>
    </message>
    <message>
        <source>{name} keeps its pixels in another file.</source>
        <translation>{name} hat seine Pixel in einer anderen Datei.</translation>
    </message>
    <message>
        <source>{name} keeps its planes in blocks that go through all of them.</source>
        <translation>{name} hat seine Ebenen in Blöcken, die durch alle hindurchgehen.</translation>
    </message>
    <message>
        <source>{name} lies in the project, and a link there leads out of it.</source>
        <translation>{name} liegt im Projekt, und eine Verknüpfung dort führt aus ihm hinaus.</translation>
    </message>
    <message>
        <source>{name} may run programs when it is read.</source>
        <translation>{name} kann beim Lesen Programme ausführen.</translation>
    </message>
    <message>
        <source>{name} names a system of coordinates ({system}); its numbers were taken for pixels.</source>
        <translation>{name} nennt ein Koordinatensystem ({system}); seine Zahlen wurden als Pixel gelesen.</translation>
    </message>
    <message>
        <source>{name} names images twice: {names}.</source>
        <translation>{name} nennt Bilder zweimal: {names}.</translation>
    </message>
    <message>
        <source>{name} names no classes; its objects are of the layer&apos;s first class.</source>
        <translation>{name} nennt keine Klassen; die Objekte bekommen die erste Klasse der Ebene.</translation>
    </message>
    <message>
        <source>{name} names other classes than {first}, which was believed.</source>
        <translation>{name} nennt andere Klassen als {first}; {first} gilt.</translation>
    </message>
    <message>
        <source>{name} of this run is damaged.</source>
        <translation>{name} dieses Laufs ist beschädigt.</translation>
    </message>
    <message>
        <source>{name} says that nothing of its image was looked at.</source>
        <translation>{name} sagt, dass von seinem Bild nichts angesehen wurde.</translation>
    </message>
    <message>
        <source>{name} stores colours in a way that cannot be read.</source>
        <translation>{name} speichert Farben auf eine Weise, die nicht lesbar ist.</translation>
    </message>
    <message>
        <source>{name} teaches by no pseudo label: a person rejected it.</source>
        <translation>{name} lehrt durch kein Pseudo-Label: Eine Person hat es abgelehnt.</translation>
    </message>
    <message>
        <source>{name} tells no region.</source>
        <translation>{name} nennt keine Region.</translation>
    </message>
    <message>
        <source>{name} was another picture in generation {generation}.</source>
        <translation>{name} war in Generation {generation} ein anderes Bild.</translation>
    </message>
    <message>
        <source>{name} was changed while it was read.</source>
        <translation>{name} wurde geändert, während die Datei gelesen wurde.</translation>
    </message>
    <message>
        <source>{name} was compressed with loss and {told}.</source>
        <translation>{name} wurde mit Verlust gepackt und {told}.</translation>
    </message>
    <message>
        <source>{name} was compressed with loss, which changes numbers.</source>
        <translation>{name} wurde mit Verlust komprimiert; das ändert Zahlen.</translation>
    </message>
    <message>
        <source>{name} was compressed with loss: {told}</source>
        <translation>{name} wurde mit Verlust komprimiert: {told}</translation>
    </message>
    <message>
        <source>{name} was not stored, so nothing can build on it.</source>
        <translation>{name} wurde nicht gespeichert; nichts kann darauf aufbauen.</translation>
    </message>
    <message>
        <source>{name} was read instead; choose this file itself to read it.</source>
        <translation>{name} wurde stattdessen gelesen; wählen Sie diese Datei selbst, um sie zu lesen.</translation>
    </message>
    <message>
        <source>{name} would lie in {name_2}, which keeps its own files.</source>
        <translation>{name} läge in {name_2}, das eigene Dateien hat.</translation>
    </message>
    <message>
        <source>{name} {what}.</source>
        <translation>{name} {what}.</translation>
    </message>
    <message>
        <source>{name}.toml calls itself {name_2}.</source>
        <translation>{name}.toml nennt sich {name_2}.</translation>
    </message>
    <message>
        <source>{name}: there is no split &apos;{split}&apos; here.</source>
        <translation>{name}: Den Teil „{split}“ gibt es hier nicht.</translation>
    </message>
    <message>
        <source>{name}: there is no template &apos;{template_name}&apos; here.</source>
        <translation>{name}: Eine Vorlage „{template_name}“ gibt es hier nicht.</translation>
    </message>
    <message>
        <source>{name}: {reason}</source>
        <translation>{name}: {reason}</translation>
    </message>
    <message>
        <source>{name}: {reason} {hint}</source>
        <translation>{name}: {reason} {hint}</translation>
    </message>
    <message>
        <source>{name}: {seconds:.1f} s and {corrections:.1f} corrections an image</source>
        <translation>{name}: {seconds:.1f} s und {corrections:.1f} Korrekturen je Bild</translation>
    </message>
    <message>
        <source>{name}: {what} was not accepted, sentence and mask disagree.</source>
        <translation>{name}: {what} wurde nicht angenommen, Satz und Maske widersprechen sich.</translation>
    </message>
    <message>
        <source>{nowhere} of its frames</source>
        <translation>{nowhere} seiner Einzelbilder</translation>
    </message>
    <message>
        <source>{number:,}</source>
        <translation>{number:,}</translation>
    </message>
    <message>
        <source>{number} in force{dice}</source>
        <translation>{number} in Kraft{dice}</translation>
    </message>
    <message>
        <source>{number} of {persons} hold.</source>
        <translation>{number} von {persons} stimmen.</translation>
    </message>
    <message>
        <source>{objects} in the mask</source>
        <translation>{objects} in der Maske</translation>
    </message>
    <message>
        <source>{objects} no class: taken for {name}.</source>
        <translation>{objects} keine Klasse: gehalten für {name}.</translation>
    </message>
    <message>
        <source>{objects} of the layer {layer} taken away, as the data say that nothing is there: {images}.</source>
        <translation>{objects} der Ebene {layer} weggenommen, weil die Daten sagen, dass dort nichts ist: {images}.</translation>
    </message>
    <message>
        <source>{objects} out of the picture and lost what lies there: {names}.</source>
        <translation>{objects} aus dem Bild hinaus und verloren, was dort liegt: {names}.</translation>
    </message>
    <message>
        <source>{objects}, not outlined: a rectangle marks where it lies: {names}.</source>
        <translation>{objects}, nicht umrissen: Ein Rechteck bezeichnet, wo es liegt: {names}.</translation>
    </message>
    <message>
        <source>{odd} of the results of annotation {number}</source>
        <translation>{odd} der Ergebnisse von Annotation {number}</translation>
    </message>
    <message>
        <source>{one} and {other} lie at the same place of their series.</source>
        <translation>{one} und {other} liegen an derselben Stelle ihrer Serie.</translation>
    </message>
    <message>
        <source>{one} and {other} lie at the same place of their series; of other pairs, {more} too.</source>
        <translation>{one} und {other} liegen an derselben Stelle ihrer Serie, ebenso {more} weitere Paare.</translation>
    </message>
    <message>
        <source>{onto} in the project already.</source>
        <translation>{onto} schon im Projekt.</translation>
    </message>
    <message>
        <source>{origin}, edited</source>
        <translation>{origin}, bearbeitet</translation>
    </message>
    <message>
        <source>{others} because nobody has labeled them; without objects that would say that there is nothing.</source>
        <translation>{others}, weil niemand annotiert hat; ohne Objekte hieße das, da sei nichts.</translation>
    </message>
    <message>
        <source>{others} because only DICOM files can have a segmentation: {others_2}.</source>
        <translation>{others}, weil nur DICOM-Dateien eine Segmentierung haben können: {others_2}.</translation>
    </message>
    <message>
        <source>{others} for want of objects that are counted one by one, such as nuclei: {others_2}.</source>
        <translation>{others} mangels Objekten, die einzeln gezählt werden, wie Kerne: {others_2}.</translation>
    </message>
    <message>
        <source>{others} will be left out ({named}).</source>
        <translation>{others}: bleibt weg ({named}).</translation>
    </message>
    <message>
        <source>{others}: another template than {template_name}, and a data set in this layout has one kind of sentence.</source>
        <translation>{others}: andere Vorlage als {template_name}, und ein Datensatz dieses Aufbaus hat eine Art von Satz.</translation>
    </message>
    <message>
        <source>{others}: of another template or number of channels, or not labeled.</source>
        <translation>{others}: von anderer Vorlage oder Kanalzahl, oder nicht annotiert.</translation>
    </message>
    <message>
        <source>{other} no side of the patient on the left (from the side, or turned): words of sides are turned as if one did: {other_2}.</source>
        <translation>{other} links keine Seite des Patienten (seitlich oder gedreht): Seitenwörter werden gewendet, als wäre es so: {other_2}.</translation>
    </message>
    <message>
        <source>{pages} checked.</source>
        <translation>Angehakt: {pages}.</translation>
    </message>
    <message>
        <source>{part} because {why}: {names}.</source>
        <translation>{part}, denn {why}: {names}.</translation>
    </message>
    <message>
        <source>{path} does not exist.</source>
        <translation>{path} gibt es nicht.</translation>
    </message>
    <message>
        <source>{pictures} named by no label file and left out: {names}.</source>
        <translation>{pictures} von keiner Datei mit Annotationen genannt und weggelassen: {names}.</translation>
    </message>
    <message>
        <source>{pieces} fewer than three corners and no pixels; the rest of their objects came in: {names}.</source>
        <translation>{pieces} weniger als drei Ecken und keine Pixel; das Übrige der Objekte ist angekommen: {names}.</translation>
    </message>
    <message>
        <source>{pixels} of {what} have numbers that stand for no class ({told}).</source>
        <translation>{pixels} von {what} haben Nummern, die für keine Klasse stehen ({told}).</translation>
    </message>
    <message>
        <source>{ratio:.2f} x average</source>
        <translation>{ratio:.2f} × Mittel</translation>
    </message>
    <message>
        <source>{reached} of {limit} words reach the network</source>
        <translation>{reached} von {limit} Wörtern erreichen das Netz</translation>
    </message>
    <message>
        <source>{reader} drew nothing in this layer.</source>
        <translation>{reader} hat in dieser Ebene nichts gezeichnet.</translation>
    </message>
    <message>
        <source>{reason} Name it after its page, as in {name}.</source>
        <translation>{reason} Benennen Sie es nach seiner Seite, wie in {name}.</translation>
    </message>
    <message>
        <source>{relations} not read: {name}.</source>
        <translation>{relations} nicht gelesen: {name}.</translation>
    </message>
    <message>
        <source>{replaced} because another picture lies under {whose}: {replaced_2}.</source>
        <translation>{replaced}, weil unter {whose} ein anderes Bild liegt: {replaced_2}.</translation>
    </message>
    <message>
        <source>{seconds:.1f} s, {corrections:.1f} corrections</source>
        <translation>{seconds:.1f} s, {corrections:.1f} Korrekturen</translation>
    </message>
    <message>
        <source>{seen} found, {read:,} read</source>
        <translation>{seen} gefunden, {read:,} gelesen</translation>
    </message>
    <message>
        <source>{sentences} turned from the {theirs} left and right to the {ours}: {names}.</source>
        <translation>{sentences} umgeschrieben, von links und rechts {theirs} auf links und rechts {ours}: {names}.</translation>
    </message>
    <message>
        <source>{sentences} will mean the other side than now. To keep their meaning, use &apos;Left and right&apos; in the menu Sentence instead.</source>
        <translation>{sentences} dann die andere Seite. Damit sie ihre Bedeutung behalten, nehmen Sie stattdessen „Links und rechts“ im Menü Satz.</translation>
    </message>
    <message>
        <source>{sentences} would be rewritten so that every one keeps its meaning.</source>
        <translation>Umgeschrieben würden {sentences}, sodass jeder seine Bedeutung behält.</translation>
    </message>
    <message>
        <source>{share:.1f} % of the image</source>
        <translation>{share:.1f} % des Bildes</translation>
    </message>
    <message>
        <source>{share} other</source>
        <translation>{share} anders</translation>
    </message>
    <message>
        <source>{shown} in the mask</source>
        <translation>{shown} in der Maske</translation>
    </message>
    <message>
        <source>{shown} of {said}</source>
        <translation>{shown} von {said}</translation>
    </message>
    <message>
        <source>{shown}{more} {are} than when the marks were made.</source>
        <translation>{shown}{more} {are} als zur Zeit der Annotation.</translation>
    </message>
    <message>
        <source>{silent} no sentence; the sheet is blank there.</source>
        <translation>{silent} keinen Satz; die Tabelle ist dort leer.</translation>
    </message>
    <message>
        <source>{simplified} with holes or several parts: the outline is that of the largest part, the area is whole.</source>
        <translation>{simplified} mit Löchern oder mehreren Teilen: Der Umriss ist der des größten Teils, die Fläche ist die ganze.</translation>
    </message>
    <message>
        <source>{size} thumbnails</source>
        <translation>Vorschaubilder: {size}</translation>
    </message>
    <message>
        <source>{source} is nested too deeply.</source>
        <translation>{source} ist zu tief verschachtelt.</translation>
    </message>
    <message>
        <source>{source} is not valid TOML: {error}.</source>
        <translation>{source} ist kein gültiges TOML: {error}.</translation>
    </message>
    <message>
        <source>{step} ({layer})</source>
        <translation>{step} ({layer})</translation>
    </message>
    <message>
        <source>{step}: there was nothing to change.</source>
        <translation>{step}: Es gab nichts zu ändern.</translation>
    </message>
    <message>
        <source>{text} ({done} of {total})</source>
        <translation>{text} ({done} von {total})</translation>
    </message>
    <message>
        <source>{time} for {images}</source>
        <translation>{time} für {images}</translation>
    </message>
    <message>
        <source>{tip}. Click to change it.</source>
        <translation>{tip}. Klicken, um es zu ändern.</translation>
    </message>
    <message>
        <source>{title} cannot be exported.</source>
        <translation>{title} lässt sich nicht exportieren.</translation>
    </message>
    <message>
        <source>{title} cannot be imported.</source>
        <translation>{title} lässt sich nicht importieren.</translation>
    </message>
    <message>
        <source>{title} has no room for made sentences.</source>
        <translation>{title} hat keinen Platz für gebildete Sätze.</translation>
    </message>
    <message>
        <source>{title} now</source>
        <translation>Jetzt: {title}</translation>
    </message>
    <message>
        <source>{title} of {name}</source>
        <translation>{title} von {name}</translation>
    </message>
    <message>
        <source>{title} per megapixel</source>
        <translation>{title} pro Megapixel</translation>
    </message>
    <message>
        <source>{title} per mm²</source>
        <translation>{title} pro mm²</translation>
    </message>
    <message>
        <source>{title} was not finished when its image was left.</source>
        <translation>{title} war nicht fertig, als das Bild verlassen wurde.</translation>
    </message>
    <message>
        <source>{title}, in hand</source>
        <translation>{title}, in der Hand</translation>
    </message>
    <message>
        <source>{title}: none to count</source>
        <translation>{title}: nichts zu zählen</translation>
    </message>
    <message>
        <source>{title}: summary</source>
        <translation>{title}: Zusammenfassung</translation>
    </message>
    <message>
        <source>{title}: {count:,}</source>
        <translation>{title}: {count:,}</translation>
    </message>
    <message>
        <source>{title}: {why}</source>
        <translation>{title}: {why}</translation>
    </message>
    <message>
        <source>{told} a segment with others and either touches one or has several parts: what is connected there counts as one object.</source>
        <translation>{told} ein Segment mit anderen und berührt eines oder hat mehrere Teile: Was dort zusammenhängt, zählt als ein Objekt.</translation>
    </message>
    <message>
        <source>{told} unknown size: shapes in pixels are stretched: {names}.</source>
        <translation>{told} unbekannter Größe: Formen in Pixeln sind gestreckt: {names}.</translation>
    </message>
    <message>
        <source>{told}; nothing says which is meant.</source>
        <translation>{told}; nichts sagt, was gemeint ist.</translation>
    </message>
    <message>
        <source>{told}; {source} went to the one of its {how}.</source>
        <translation>{told}; {source} ging an das seines {how}.</translation>
    </message>
    <message>
        <source>{turned} written with the viewer&apos;s left and right instead of the patient&apos;s: {turned_2}.</source>
        <translation>{turned} mit links und rechts im Bild geschrieben statt des Patienten: {turned_2}.</translation>
    </message>
    <message>
        <source>{um:g} µm per pixel</source>
        <translation>{um:g} µm pro Pixel</translation>
    </message>
    <message>
        <source>{unknown} no known pixel size.</source>
        <translation>{unknown} keine bekannte Pixelgröße.</translation>
    </message>
    <message>
        <source>{unknown} no known pixel spacing: such files count in pixels and name no unit.</source>
        <translation>{unknown} keinen bekannten Pixelabstand: Solche Dateien zählen in Pixeln und nennen keine Einheit.</translation>
    </message>
    <message>
        <source>{unknown} without a mask, as nobody has labeled; the paper&apos;s own loader asks for one.</source>
        <translation>{unknown} ohne Maske, da niemand annotiert hat; der Leser des Artikels verlangt eine.</translation>
    </message>
    <message>
        <source>{unsaid} not say which side is the patient&apos;s left: it is taken to be on the right of the picture, as usual.</source>
        <translation>{unsaid} nicht, wo das Links des Patienten ist: Es wird wie üblich rechts im Bild angenommen.</translation>
    </message>
    <message>
        <source>{used}, newest {number}{dice}</source>
        <translation>{used}, neueste {number}{dice}</translation>
    </message>
    <message>
        <source>{value} s left</source>
        <translation>noch {value} s</translation>
    </message>
    <message>
        <source>{waiting} predictions and drafts of {name} are not read.</source>
        <translation>{waiting} Vorhersagen und Entwürfe von {name} werden nicht gelesen.</translation>
    </message>
    <message>
        <source>{were} found; {lost:,} did not come in.</source>
        <translation>{were} gefunden; {lost:,} kamen nicht herein.</translation>
    </message>
    <message>
        <source>{were} in the project already and got nothing new.</source>
        <translation>{were} schon im Projekt und bekamen nichts Neues.</translation>
    </message>
    <message>
        <source>{were} there already, just like that.</source>
        <translation>{were} schon genau so da.</translation>
    </message>
    <message>
        <source>{what} did not read back as it was written; nothing was exported.</source>
        <translation>{what} ließ sich nicht so zurücklesen, wie es geschrieben wurde; nichts wurde exportiert.</translation>
    </message>
    <message>
        <source>{what} has another size than the objects.</source>
        <translation>{what} hat eine andere Größe als die Objekte.</translation>
    </message>
    <message>
        <source>{what} of {file} {was} left out: {reason}</source>
        <translation>{what} von {file} {was} weggelassen: {reason}</translation>
    </message>
    <message>
        <source>{what} of {file}: {remark}</source>
        <translation>{what} von {file}: {remark}</translation>
    </message>
    <message>
        <source>{what} of {name} cannot be read.</source>
        <translation>{what} von {name} ist nicht lesbar.</translation>
    </message>
    <message>
        <source>{what} of {name} lost {hidden} of its {pixels} pixels to {under}, which lies on top.</source>
        <translation>{what} von {name} hat {hidden} von {pixels} Pixeln an {under} verloren, das darüber liegt.</translation>
    </message>
    <message>
        <source>{what} of {name}: {why}</source>
        <translation>{what} von {name}: {why}</translation>
    </message>
    <message>
        <source>{what}: {names}.</source>
        <translation>{what}: {names}.</translation>
    </message>
    <message>
        <source>{where} says its left and right are &apos;{value}&apos;, which this program does not know.</source>
        <translation>{where} sagt, sein Links und Rechts sei „{value}“, was dieses Programm nicht kennt.</translation>
    </message>
    <message>
        <source>{which} in {name} {have} no mask.</source>
        <translation>{which} in {name} {have} keine Maske.</translation>
    </message>
    <message>
        <source>{which} of {whole}</source>
        <translation>{which} von {whole}</translation>
    </message>
    <message>
        <source>{whose}: &apos;{first}&apos; is the left side of the picture.</source>
        <translation>{whose}: „{first}“ ist die linke Bildseite.</translation>
    </message>
    <message>
        <source>{whose}: &apos;{first}&apos; is the right side of the picture.</source>
        <translation>{whose}: „{first}“ ist die rechte Bildseite.</translation>
    </message>
    <message>
        <source>{width} × {height} pixels</source>
        <translation>{width} × {height} Pixel</translation>
    </message>
    <message>
        <source>{words} &apos;{title}&apos; {where} (or double-click the title)</source>
        <translation>„{title}“ {where} (oder Doppelklick auf den Titel): {words}</translation>
    </message>
    <message>
        <source>{words}, stopping</source>
        <translation>{words}, wird beendet</translation>
    </message>
    <message>
        <source>{words}, {um:g} µm per pixel</source>
        <translation>{words}, {um:g} µm pro Pixel</translation>
    </message>
    <message>
        <source>{words}. Images nobody has labeled teach through pseudo labels; without a sentence they are asked without one. With a pseudo label in the last generation: {used}.</source>
        <translation>{words}. Bilder, die niemand annotiert hat, lehren durch Pseudo-Labels; ohne Satz werden sie ohne einen gefragt. Mit Pseudo-Label in der letzten Generation: {used}.</translation>
    </message>
    <message>
        <source>{written} written as PNG with 8 bits, without pixel spacing.</source>
        <translation>{written} als PNG mit 8 Bit geschrieben, ohne Pixelabstand.</translation>
    </message>
    <message>
        <source>| image | before | now |</source>
        <translation>| Bild | vorher | jetzt |</translation>
    </message>
    <message>
        <source>| {name} | {before} | {now:.3f} |</source>
        <translation>| {name} | {before} | {now:.3f} |</translation>
    </message>
</context>
</TS>
