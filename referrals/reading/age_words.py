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
    chico survivor drugskoerier koerier geldezel dakloze broer brother trainee pleegkind
    pleegjongen lad schoolboy knaap jochie ventje nephew grandson brugklasser jongn jogen
    gedetineerde prisoner deelnemer speler lln ll cl clt clnt welp""")
ABOUT = word_set("""ben am im van is was nu now pas leeftijd age aged ongeveer circa ca rond
    om about around approx maar slechts only just wordt en and of or turned turns m jongste
    oudste looks lijkt tussen between mbo hbo roc""")
OTHERS = word_set("""vent kerel vriend friend boyfriend klant klanten customer buyer pooier pimp
    dader offender oom uncle ex partner vader father stiefvader leraar teacher docent trainer
    coach meester meneer heer gentleman collega colleague vriendin girlfriend vrouw woman
    volwassene adult buurman neighbour leider begeleider baas boss huisbaas daddy gebruiker
    user iemand someone stranger onbekende""")
MEN = word_set("man mannen men male guy kerel")
BOYS = word_set("""jongen jongetje knul boy kid kind pupil leerling scholier zoon zoontje son teen
    tiener client bewoner minderjarige minor student amv hem him jongeman puber jongere gast
    broertje victim slachtoffer pleegkind pleegzoon pleegjongen lad schoolboy knaap jochie ventje
    nephew grandson kleinzoon neefje resident patient foster broer brother""")
HIM = word_set("hem him")
STRANGERS = word_set("klant customer gebruiker user iemand someone")  # of 16, it is about him
BY = word_set("door by via")
CAUSES = word_set("""laat laten liet lieten dwingt dwingen dwong verkoopt verkocht verhuurt lets
    makes made forces forced sells sold pimps pimped""")
VULNERABLE = word_set("""autisme autistisch autistische autism autistic lvb beperking beperkt licht
    verstandelijk verstandelijke laagbegaafd zwakbegaafd learning disability disabilities
    difficulties disabled handicap intellectual intellectually verslaafd homeless dakloos
    streets hersenletsel psychose psychosis""")
WITH = word_set("met with bij naar door aan to by from")
ROOMS = word_set("""kamer room groep group klas class nummer number nr no artikel art article unit
    suite year lijn bus afdeling team flat huisje
    bungalow caravan appartement bus tram trein nr chalet tent
    verdieping floor huisnummer lid section onderdeel
    leerjaar ronde perron spoor terminal gate code pin sr
    b plek pitch plaats tafel table stand lot box kluis locker kast deur gebouw blok pand hal
    gang vak studio kavel stoel seat bed cel cell route""")
COUNTED = word_set("""euro eur euros dollar uur uurs u h am pm minuten min minutes weken week
    weekend dagen dag maanden maand months month weeks days day hours hour keer x times maal km
    meter procent percent sr lid mg gram pillen graden
    gevallen verhalen berichten gesprekken bezoeken getuigen gezinnen gemeenten bedden beelden
    bestanden verdachten""")
TELLS = word_set("""heeft had hebben wordt werd is was krijgt kreeg gaat ging komt kwam moet moest
    zegt zei vertelt vertelde doet deed zit zat staat stond wil wilde laat liet slaapt sliep loopt
    liep stuurt stuurde verstuurt verstuurd biedt bood belt belde appt appte praat chat chatte
    spreekt sprak neemt nam ruilt werkt werkte blijft bleef woont spijbelt gechanteerd afgeperst
    misbruikt verkracht aangerand bedreigd verdwenen weggelopen vermist opgehaald meegenomen met
    van uit op bij naar via door die dat zonder in
    has had is was gets got goes went comes came must says said tells told does did sits wants
    wanted lets sleeps slept sends sent sells sold meets met works worked lives being been who with
    from in at on to without blackmailed abused raped missing ran runs picked taken skips""")
ADVERBS = word_set("""thuis steeds soms ineens opeens samen binnen buiten boven tegen tussen telkens
    eens sinds alles niks always sometimes needs""")
NEARLY = word_set("bijna almost nearly")
JUST = word_set("net just pas")
UNDER = word_set("onder under jonger younger below beneden")
TEAMS = word_set("u o jo")
OVER = word_set("boven ouder older above over")
HE = word_set("hij ie ik he i")
LINKS = word_set("dan than de the lijkt looks is")
