"""Made-up words for the gallery, in four ways: English, Spanish, Arabic, and too long."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from charts.requests import DayWords, EvidenceWords, MarkWords, PlainWords, ProgressWords


@dataclass(frozen=True, slots=True)
class Sample:
    """What all charts of the gallery say."""

    locale: str
    titles: Mapping[str, str]
    footer: str
    nothing: str
    no_scores: str
    """The same for who looks at the numbers of others."""
    scales: tuple[str, str]
    items: tuple[str, str, str]
    first: str
    mean: str
    check_ins: str
    goals_name: str
    practice: str
    counts: tuple[str, str]
    states: DayWords
    goals: tuple[str, str, str]
    session: str
    moment: str
    ends: tuple[str, str]
    then_now: tuple[str, str]
    note: str
    few: str
    sides: tuple[str, str, str]
    days: str
    scale: str
    told: str
    changes: tuple[str, str, str]
    marks: MarkWords
    progress: ProgressWords
    evidence: EvidenceWords
    little: str = ""
    """What days and scores say of themselves where there is one answer."""

    def with_few(self) -> "Sample":
        """The same where there is one answer: that it is few is said on the picture."""
        footer = f"{self.few} {self.footer}"
        return replace(
            self,
            little=self.few,
            first=self.few,
            progress=replace(self.progress, footer=footer),
            evidence=replace(self.evidence, footer=f"{self.few} {self.evidence.footer}"),
        )

    def plain(self, chart: str) -> PlainWords:
        """The words that every chart has."""
        said = [self.footer]
        if self.little and chart in ("dashboard", "pulse"):
            said.insert(0, self.little)
        nothing = self.no_scores if chart == "caseload" else self.nothing
        return PlainWords(self.locale, self.titles[chart], " ".join(said), nothing)


_BANDS = {
    "minimal": "minimal",
    "mild": "mild",
    "moderate": "moderate",
    "moderately-severe": "moderately severe",
    "severe": "severe",
}

ENGLISH = Sample(
    locale="en",
    titles={
        "dashboard": "Your last three months",
        "pulse": "Day by day",
        "calendar": "Your check-ins",
        "goals": "Your goals",
        "insight": "Practice and pain on the same day",
        "then-and-now": "Three months ago and today",
        "week": "Your week",
        "caseload": "Your clients, PHQ-9",
        "group": "Members who practised",
    },
    footer="For orientation, not a diagnosis.",
    nothing="Nothing here yet. It fills as you answer.",
    no_scores="No scores yet",
    scales=("Mood (PHQ-9)", "Anxiety (GAD-7)"),
    items=("Mood", "Pain", "Pain in the way"),
    first="first 17 · Jan 4",
    mean="mean of seven days",
    check_ins="Check-ins",
    goals_name="Goals",
    practice="Minutes of practice",
    counts=("homework done", "days with practice"),
    states=DayWords("answered", "answered later", "open", "paused"),
    goals=("Go back to the choir", "Sleep without the television", "Call my sister on Sundays"),
    session="session",
    moment="moved to the new flat",
    ends=("not at all", "very much"),
    then_now=("then", "now"),
    note="means of two weeks: 11 and 13 days answered",
    few="One answer so far: no direction can be seen.",
    sides=("10 minutes of practice or more", "less", "mean"),
    days="{days} days",
    scale="pain",
    told="On 30 days with 10 minutes of practice or more pain was 1.1 lower than on 46 days with "
    "less. Shuffled days differ as much 1 time in 100. This does not prove a cause.",
    changes=(
        *("{points} lower, more than chance", "{points} from the start, can be chance"),
        "{points} higher, more than chance",
    ),
    marks=MarkWords("start", "can be chance", "left open", "paused", "session", "key moment"),
    progress=ProgressWords(
        "en",
        "Mood (PHQ-9)",
        "latest",
        "first score",
        "less than 6 points from the first score: may be chance",
        "no answer",
        "For orientation, not a diagnosis.",
        _BANDS,
        "session",
        trend="{points} lower than at the start: more than chance",
    ),
    evidence=EvidenceWords(
        "en", "quiet-harbor: mood, 28 days", "3 falls in a row", "A break: no answer.", "session"
    ),
)

SPANISH = replace(
    ENGLISH,
    locale="es",
    titles={
        "dashboard": "Sus últimos tres meses",
        "pulse": "Día a día",
        "calendar": "Sus registros",
        "goals": "Sus metas",
        "insight": "Práctica y dolor el mismo día",
        "then-and-now": "Hace tres meses y hoy",
        "week": "Su semana",
        "caseload": "Sus clientes, PHQ-9",
        "group": "Miembros que practicaron",
    },
    footer="Sirve de orientación, no es un diagnóstico.",
    nothing="Todavía no hay nada. Se llena a medida que responde.",
    no_scores="Todavía no hay puntuaciones",
    scales=("Estado de ánimo (PHQ-9)", "Ansiedad (GAD-7)"),
    items=("Estado de ánimo", "Dolor", "Lo que impide el dolor"),
    first="primera 17 · 4 ene",
    mean="media de siete días",
    check_ins="Registros",
    goals_name="Metas",
    practice="Minutos de práctica",
    counts=("tareas hechas", "días con práctica"),
    states=DayWords("respondido", "respondido más tarde", "pendiente", "en pausa"),
    goals=("Volver al coro", "Dormir sin televisión", "Llamar a mi hermana los domingos"),
    session="sesión",
    moment="mudanza al piso nuevo",
    ends=("nada", "muchísimo"),
    then_now=("entonces", "ahora"),
    note="medias de dos semanas: 11 y 13 días respondidos",
    few="Una respuesta hasta ahora: no se ve ninguna dirección.",
    sides=("10 minutos de práctica o más", "menos", "media"),
    days="{days} días",
    scale="dolor",
    told="En 30 días con 10 minutos de práctica o más el dolor fue 1,1 más bajo que en 46 días con "
    "menos. Días barajados difieren tanto 1 de cada 100 veces. Esto no demuestra una causa.",
    changes=(
        *("{points} menos, más que azar", "{points} de diferencia, puede ser azar"),
        "{points} más, más que azar",
    ),
    marks=MarkWords(
        *("inicio", "puede ser azar", "sin respuesta", "en pausa", "sesión", "momento clave")
    ),
    progress=ProgressWords(
        "es",
        "Estado de ánimo (PHQ-9)",
        "última puntuación",
        "primera puntuación",
        "menos de 6 puntos de diferencia con la primera: puede ser casualidad",
        "sin respuesta",
        "Sirve de orientación, no es un diagnóstico.",
        {
            "minimal": "mínima",
            "mild": "leve",
            "moderate": "moderada",
            "moderately-severe": "moderadamente grave",
            "severe": "grave",
        },
        "sesión",
        trend="{points} menos que al inicio: difícilmente es casualidad",
    ),
    evidence=EvidenceWords(
        "es",
        "quiet-harbor: ánimo, 28 días",
        "3 bajadas seguidas",
        "Un hueco: sin respuesta.",
        "sesión",
    ),
)

ARABIC = replace(
    ENGLISH,
    locale="ar",
    titles={
        "dashboard": "آخر ثلاثة أشهر",
        "pulse": "يومًا بيوم",
        "calendar": "متابعاتك",
        "goals": "أهدافك",
        "insight": "التمرين والألم في اليوم نفسه",
        "then-and-now": "قبل ثلاثة أشهر واليوم",
        "week": "أسبوعك",
        "caseload": "عملاؤك، PHQ-9",
        "group": "الأعضاء الذين تمرّنوا",
    },
    footer="للاسترشاد فقط، وليس تشخيصًا.",
    nothing="لا شيء هنا بعد.",
    no_scores="لا توجد درجات بعد",
    scales=("المزاج (PHQ-9)", "القلق (GAD-7)"),
    items=("المزاج", "الألم", "ما يمنعه الألم"),
    first="الأولى 17",
    mean="متوسط سبعة أيام",
    check_ins="المتابعات",
    goals_name="الأهداف",
    practice="دقائق التمرين",
    counts=("واجبات منجزة", "أيام فيها تمرين"),
    states=DayWords("تمت الإجابة", "لاحقًا", "مفتوح", "متوقف"),
    goals=("العودة إلى الجوقة", "النوم دون تلفاز", "الاتصال بأختي أيام الأحد"),
    session="جلسة",
    moment="الانتقال إلى الشقة الجديدة",
    ends=("أبدًا", "جدًا"),
    then_now=("آنذاك", "الآن"),
    note="متوسط أسبوعين: 11 و13 يومًا",
    few="إجابة واحدة حتى الآن.",
    sides=("10 دقائق أو أكثر", "أقل", "المتوسط"),
    days="{days} يومًا",
    scale="الألم",
    told="في 30 يومًا فيها 10 دقائق أو أكثر كان الألم أقل بمقدار 1.1 من 46 يومًا فيها أقل. "
    "هذا لا يثبت سببًا.",
    changes=("أدنى من البداية", "كما كانت", "أعلى من البداية"),
    marks=MarkWords("البداية", "قد يكون صدفة", "دون إجابة", "متوقف", "جلسة", "لحظة مهمة"),
    progress=ProgressWords(
        "ar",
        "المزاج (PHQ-9)",
        "الأحدث",
        "الأولى",
        "أقل من 6 نقاط عن الأولى: قد يكون صدفة",
        "دون إجابة",
        "للاسترشاد فقط، وليس تشخيصًا.",
        {
            "minimal": "ضئيل",
            "mild": "خفيف",
            "moderate": "متوسط",
            "moderately-severe": "شديد نسبيًا",
            "severe": "شديد",
        },
        "جلسة",
        trend="أقل بمقدار {points} من البداية: أكثر من الصدفة",
    ),
    evidence=EvidenceWords(
        "ar", "المزاج، 28 يومًا", "ثلاثة انخفاضات متتالية", "فجوة: دون إجابة.", "جلسة"
    ),
)

_LONG = "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein and everything that belongs to it"

LONG = replace(
    ENGLISH,
    titles={name: f"{title}: {_LONG}" for name, title in ENGLISH.titles.items()},
    footer=f"{ENGLISH.footer} {ENGLISH.footer} {ENGLISH.footer}",
    scales=(f"Mood {_LONG}", f"Anxiety {_LONG}"),
    items=(f"Mood {_LONG}", f"Pain {_LONG}", f"Pain in the way {_LONG}"),
    first="the very first score of this episode was 17 on Jan 4",
    mean=f"mean of seven days, {_LONG}",
    counts=(
        "pieces of homework that were done in this time",
        "days on which something was practised",
    ),
    states=DayWords(
        "answered on the day itself",
        "answered on another day",
        "open until today",
        "paused as agreed with the therapist",
    ),
    goals=(_LONG, f"{_LONG} {_LONG}", "W" * 70),
    moment=_LONG,
    ends=("not in the least, not at all", "as much as anybody could imagine"),
    sides=(f"10 minutes or more {_LONG}", f"less {_LONG}", "mean"),
    changes=("very much lower than it was at first", "about the same as it was", "higher"),
    marks=MarkWords(
        f"the very first score of all, {_LONG}",
        "differences that may well be chance and nothing else",
        "a check-in that was left open",
        "paused as agreed with the therapist",
        f"therapy session, {_LONG}",
        f"a day that somebody called important, {_LONG}",
    ),
    progress=replace(
        ENGLISH.progress,
        title=f"Mood {_LONG}",
        latest=f"most recently, {_LONG}",
        baseline=f"the very first of all, {_LONG}",
        within=f"less than 6 points from the first score: may be chance, {_LONG}",
        session=f"therapy session with {_LONG}",
        trend=f"very much lower than at the very first: {_LONG}",
    ),
    evidence=replace(
        ENGLISH.evidence,
        title=f"quiet-harbor: mood {_LONG}, 28 days",
        marked=f"three falls in a row, {_LONG}",
        footer=f"A break: no answer. {_LONG}",
    ),
)
