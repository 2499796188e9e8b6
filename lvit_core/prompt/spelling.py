"""Slips of the keyboard: near words, and when it is safe to read one for the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

_SHORT = 6  # below this many letters a changed letter makes another word: "light" is not "right"
_LONG = 9  # from here on two slips still leave no doubt
_SMALLEST = 4
_MARGIN = 2  # the nearest opposite must be at least this many slips further away

# Words people write that are near to one of a template and mean something else: no slips of it.
_REAL = """
    light night might tight fight sight eight bright slight height weight flight fright plight rigid
    rights wright ight lights nights tights lift loft last list lost lest let lent less heft theft
    cleft deft eft felt lefty leaf reach beach teach leach peach booth broth bother
    recht echt echte echten echter echtes gerecht gerechte gerechten gerechter gerechtes rechnen
    rechne rechner rechtzeitig rechtzeitige richten richte richter reichte reichten fechten rechen
    link linked linien linie linsen linse linden linder lenken lenker sinken sinkend
    winken hinken blinken blinker klinke tinker linger leider leiden weiden meiden
    interior anterior posterior exterior ventral dorsal flower slower tower power lover blower
    glower mower supper super muddle meddle riddle fiddle hole lingual basalt basil nasal banale
    entice ganz unsere unserer unseren unserem unseres unterwegs unterlagen unterlassen unterlaufen
    hunter munter bunter bunten runter loben toben aber mittels mitteln kittel spritze sitze spitz
    spitzt tanzen wanzen gespalten gestalten gesandten gesagte
    eindeutig eindeutige eindeutiges beseitigen weight flour yacht macht lacht wacht dacht
    lieben siegen soeben silben zweig viper mingle jingle shingle tingle solitaire inne drein
    lager langer starker stark thank digger moist costly specially particular besondere besonderen
    besonderer besonderes vorliegen vorliegend vorliegende betonte early yearly neatly dearly feast
    fats fasst zeitweise eingehend sparse expecting reset reminder lese reist sons
    pasta paste posit passt width witch compare depression profession aggression chance charge
    chances charges bewegung wanderung minderung expensive intensive excessive compete
    cars scary scare brands band happiness inspiration respiration expiration conclusion confusion
    intention inspection injection injections induction insertion infraction
    ingestion filtration navigation invitation invention modular vehicular testicular pneumatic
    farben narren errichtung vorrichtung vernichtung eintragung entbindung inspektion injektion
    induktion prüfungen real path passes lesson lessons arena legion module modules masks misses
    werden herren herzen helden harden capacities consolation humour rumour massen masse
    sent heat lies lied lips strike strip spin angel angels eternal borne ripe vale plural perfusion
    infusions diffusion ankles ankle knees engagement strive stride taube spinne grippe kippen
    sonder wirke wirte stube varianz cover rover hover though thorough older
    stage ears mouths trage
    apart slide binding winding lounge plunge flung clung slung normality residence funding
    afflicted effected lang lange langen long längen lampen klappen reichen weichen zeichnen
    verminderung verhinderung
    lateral laterally ipsilateral collateral equilateral quadrilateral trilateral
    spare event order ground round reduce increase thigh moore hedge wedge abound uniforms
"""
_PARTS = "leg legs arm arms limb limbs liver lip lips lid wing tongue"
OTHER_PARTS = frozenset(_PARTS.split())  # of a body; none is a lung
REAL_WORDS = frozenset(_REAL.split()) | OTHER_PARTS
_DENYING = ("un", "non", "nicht", "anti", "in", "dis", "kein")  # so words begin that deny


def distance(a: str, b: str, at_most: int) -> int:
    """Damerau-Levenshtein distance (neighbours swapped count once), ``at_most + 1`` if larger."""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only a word that nobody knows needs it

    return int(OSA.distance(a, b, score_cutoff=at_most))


def negates(word: str, other: str) -> bool:
    """Whether ``word`` is ``other`` with a beginning that denies it: "uninfected" is no slip."""
    return any(
        word.startswith(start)
        and not other.startswith(start)
        and distance(word[len(start) :], other, 1) <= 1
        for start in _DENYING
    )


def corrected(
    word: str,
    known: Iterable[str],
    meaning: Callable[[str], object],
    role: Callable[[str], object],
) -> str | None:
    """The known word that ``word`` surely is, or ``None`` when it may be something else.

    One slip is forgiven, two from nine letters on. In a word of fewer than six letters a letter
    may be missing, doubled or swapped with its neighbour, but not replaced. A word stays unknown
    when a word of another meaning is as near, or of the same role (its opposite) almost as near,
    and when it is a word itself, or denies the one that it is near to.
    """
    if len(word) < _SMALLEST or not word.isalpha() or word in REAL_WORDS:
        return None
    allowed = 2 if len(word) >= _LONG else 1
    reach = allowed + _MARGIN
    near = sorted(
        (distance(word, other, reach), other) for other in known if len(other) >= _SMALLEST
    )
    if not near or near[0][0] > allowed:
        return None
    slips, best = near[0]
    if len(word) < _SHORT and not _same_letters_but_one_moved(word, best):
        return None
    for other_slips, other in near[1:]:
        if other_slips >= slips + _MARGIN:
            break
        tied = other_slips == slips or role(other) == role(best)
        if tied and meaning(other) != meaning(best):
            return None
    return None if negates(word, best) else best


def suggestions(word: str, known: Iterable[str], limit: int) -> tuple[str, ...]:
    """Known words that begin with ``word`` or are at most a third of its letters away."""
    if len(word) < 2:
        return ()
    reach = max(1, len(word) // 3)
    ranked = []
    for other in known:
        if other.startswith(word):
            ranked.append((0, len(other), other))
        elif len(other) >= 3 and (slips := distance(word, other, reach)) <= reach:
            ranked.append((slips, len(other), other))
    return tuple(other for _, _, other in sorted(ranked)[:limit])


def _same_letters_but_one_moved(a: str, b: str) -> bool:
    if len(a) == len(b):
        return sorted(a) == sorted(b)
    return True
