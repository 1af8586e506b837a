"""Texts that the tests of reading share; written for them."""

FRENCH = (
    "La ministre norvégienne des Affaires étrangères a reçu mardi son homologue islandais à Oslo. "
    "Les deux gouvernements ont signé un accord de pêche qui remplace celui de l'an dernier. "
    "Le texte fixe les quotas de cabillaud et prévoit une réunion chaque printemps. "
    "Reykjavik a salué un partenariat solide entre les deux pays."
)
ENGLISH = (
    "The Norwegian foreign minister received her Icelandic counterpart in Oslo on Tuesday. "
    "The two governments signed a fishing agreement that replaces the one of last year. "
    "The text sets the quotas for cod and provides for a meeting every spring. "
    "Reykjavik praised a solid partnership between the two countries."
)
SPANISH = (
    "La ministra noruega de Asuntos Exteriores recibió el martes en Oslo a su homólogo islandés. "
    "Los dos gobiernos firmaron un acuerdo de pesca que sustituye al del año pasado. "
    "El texto fija las cuotas de bacalao y prevé una reunión cada primavera. "
    "Reikiavik elogió una asociación sólida entre ambos países."
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
    "Le boulanger raconte que l'hiver sera long."
)


def page(body: str = FRENCH, head: str = "", title: str = "Oslo et Reykjavik signent un accord de pêche") -> str:
    """A news page around a text, with the furniture that such pages have."""
    paragraphs = "".join(f"<p>{sentence.strip(' .')}.</p>" for sentence in body.split(". ") if sentence.strip(" ."))
    return (
        f"<!doctype html><html lang='fr'><head><title>{title}</title>{head}</head><body>"
        "<nav><a href='/'>Accueil</a> <a href='/sport'>Sport</a></nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article>"
        "<footer>Mentions légales</footer></body></html>"
    )
