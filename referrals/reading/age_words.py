"""Words that tell an age from another number, and his age from another's. Pure data."""

from referrals.reading.tokens import word_set

YEARS = word_set("jaar jarige jarigen jarig jr j years year yo yr yrs yearold jaartjes")
DURATION_AFTER = word_set("""geleden lang ago cel celstraf ervaring long sinds now prison jail
    later oude lease abonnement""")
DURATION_BEFORE = word_set("""al sinds na voor binnen elke afgelopen laatste past last during over
    ruim eerste komende tot within every next first after before""")
PERSONS = word_set("""child youngster statushouder reclasseringsclient sekswerker escort
    worker jongeling scholiere asieljongere
    jongen jongeman knul gozer gast gastje kind kid teen tiener puber jongere
    jeugdige youngster youth resident patient pt slachtoffer victim kerel guy male man boy client
    clientje leerling pupil scholier student bewoner zoon zoontje son amv minderjarige minor
    asielzoeker seeker hij he ik i neef neefje kleinzoon pleegzoon foster stagiair inwoner
    verdachte suspect huurder tenant meisje girl dochter daughter lid jij je vluchteling refugee
    chico dakloze broer brother trainee pleegkind pleegjongen lad schoolboy knaap jochie ventje
    nephew grandson brugklasser jongn jogen gedetineerde prisoner deelnemer speler""")
ABOUT = word_set("""ben am im van is was nu now pas leeftijd age aged ongeveer circa ca rond
    om about around approx maar slechts only just wordt en and of or turned turns m jongste
    oudste looks lijkt tussen between mbo hbo roc""")
OTHERS = word_set("""vent kerel vriend friend boyfriend klant klanten customer buyer pooier pimp
    dader offender oom uncle vader father stiefvader leraar teacher docent trainer coach meester
    meneer heer gentleman collega colleague vriendin girlfriend vrouw woman volwassene adult
    buurman neighbour leider begeleider baas boss huisbaas daddy gebruiker user iemand someone
    stranger onbekende""")
MEN = word_set("man mannen men male guy kerel")
BOYS = word_set("""jongen jongetje knul boy kid kind pupil leerling scholier zoon zoontje son teen
    tiener client bewoner minderjarige minor student amv hem him jongeman puber jongere gast
    broertje victim slachtoffer pleegkind pleegzoon pleegjongen lad schoolboy knaap jochie ventje
    nephew grandson kleinzoon neefje resident patient foster broer brother""")
HIM = word_set("hem him")
STRANGERS = word_set("klant customer gebruiker user iemand someone")  # of 16, it is about him
BY = word_set("door by via")
WITH = word_set("met with bij naar door aan to by from")
ROOMS = word_set("""kamer room groep group klas class nummer number nr no artikel art article unit
    suite year lijn bus afdeling team flat huisje
    bungalow caravan appartement bus tram trein nr chalet tent
    verdieping floor huisnummer lid section onderdeel
    leerjaar ronde perron spoor terminal gate code pin sr""")
COUNTED = word_set("""euro eur euros dollar uur uurs u h am pm minuten min minutes weken week
    weekend dagen dag maanden maand months month weeks days day hours hour keer x times maal km
    meter procent percent sr lid mg gram pillen graden""")
NEARLY = word_set("bijna almost nearly")
JUST = word_set("net just pas")
UNDER = word_set("onder under jonger younger below beneden")
OVER = word_set("boven ouder older above over")
HE = word_set("hij ie ik he i")
LINKS = word_set("dan than de the lijkt looks is")
