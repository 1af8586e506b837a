"""Articles that the tests of the command line share; written for them."""

TREATY = (
    "Oslo et Varsovie signent un traité\n\n"
    "Publié le 12 mars 2024\n\n"
    "La Norvège et la Pologne ont signé mardi un traité d'amitié à Varsovie. "
    "La France a condamné la Russie après l'attaque. "
    "Le texte prévoit des consultations régulières entre les deux gouvernements.\n"
)
TREATY_EN = (
    "Oslo and Warsaw sign a treaty\n\n"
    "Norway and Poland signed a treaty of friendship in Warsaw on Tuesday. "
    "France condemned Russia after the attack. "
    "The text provides for regular consultations between the two governments.\n"
)
TREATY_ES = (
    "Oslo y Varsovia firman un tratado\n\n"
    "Publicado el 12 de marzo de 2024\n\n"
    "Noruega y Polonia firmaron el martes en Varsovia un tratado de amistad. "
    "Francia condenó a Rusia tras el ataque. "
    "El texto prevé consultas periódicas entre los dos gobiernos.\n"
)
GERMAN = (
    "Die norwegische Außenministerin hat am Dienstag ihren isländischen Kollegen in Oslo empfangen. "
    "Beide Regierungen unterzeichneten ein Abkommen über die Fischerei, das den Vertrag des Vorjahres ersetzt."
)
RUSSIAN = (
    "Министр иностранных дел Норвегии приняла во вторник своего исландского коллегу в Осло. "
    "Оба правительства подписали соглашение о рыболовстве, которое заменяет прошлогодний договор."
)
NO_EVENT = (
    "La neige est tombée toute la nuit sur les hauteurs du village. "
    "Au matin, les enfants ont sorti les luges et les cafés ont servi du chocolat chaud. "
    "Le boulanger raconte que l'hiver sera long et que la route du col restera fermée. "
    "Personne ne s'en plaint, car les skis attendent depuis novembre dans les granges."
)
