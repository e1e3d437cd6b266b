"""What is told of Neath Port Talbot, 2012 to 2015, in the forms of the doors."""

NPT = "neath-port-talbot"
FIRST, SECOND, LAST = (f"NEATH-PORT-TALBOT-{year}-01" for year in (2012, 2013, 2015))
CHILDREN = {
    "authorities": ["Neath Port Talbot"],
    "kind": "Inspection",
    "service": "Children's services",
    "framework": "CSSIW framework for local authorities, 2009",
}
BULLIED = {
    "classification": "Priority concern",
    "theme": "Culture and morale",
    "text_en": "Workers told us that managers bullied them.",
    "text_cy": "Dywedodd gweithwyr wrthym fod rheolwyr yn eu bwlio.",
    "item_kind": "Interview with staff",
    "item_summary": "Eleven of fourteen told of it.",
}
BURDENED = {
    "classification": "Area for improvement",
    "theme": "Caseloads and workload",
    "text_en": "Most workers had too many cases.",
    "text_cy": "Roedd gan y rhan fwyaf o weithwyr ormod o achosion.",
    "item_kind": "Case-file review",
    "item_summary": "More than thirty to a worker in two teams.",
}
ASKED = [
    {
        "text_en": "End the bullying.",
        "text_cy": "Rhoi terfyn ar y bwlio.",
        "findings": ["bullied them"],
        "timescale": "Immediately",
    },
    {
        "text_en": "Give each worker fewer cases.",
        "text_cy": "Rhoi llai o achosion i bob gweithiwr.",
        "findings": ["too many cases"],
        "timescale": "Within 6 months",
        "due_on": "2013-05-31",
    },
    {
        "text_en": "Go on watching caseloads.",
        "text_cy": "Parhau i wylio llwythi achosion.",
        "findings": ["too many cases"],
        "timescale": "Ongoing",
    },
]
READ = ("We read 30 case files.", "Darllenasom 30 o ffeiliau achos.")
MENDED = ("We read 29 case files.", "Darllenasom 29 o ffeiliau achos.")
PROTOCOL = (
    "Protocol for responding to serious concerns about local authority social services"
)
CONCERN = {
    "authority": "Neath Port Talbot",
    "service": "Children's services",
    "protocol": PROTOCOL,
}
PLACED = {
    "decided_on": "2012-11-19",
    "basis": FIRST,
    "met_on": "2012-11-16",
    "targets_due_on": "2012-12-19",
    "review_on": "2013-02-18",
    "announced": True,
}
ANSWERS = {
    "R1: End the bullying.": {"acceptance": "accepted", "words_en": "We shall."},
    "R2: Give each worker fewer cases.": {
        "acceptance": "partly_accepted",
        "words_en": "Not in every team at once.",
    },
    "R3: Go on watching caseloads.": {"acceptance": "accepted"},
}
LINES = [
    {
        "recommendation": asked,
        "action_en": f"Do {number}.",
        "measure_en": f"It is seen that {number} is done.",
        "owner_role": "Director of social services",
        "due_on": "2013-05-31",
    }
    for number, asked in enumerate(ANSWERS, start=1)
]
REPORTED = {
    "progress": "completed_reported",
    "words_en": "Staff elected people whom they can tell of it.",
}
SEEN = {
    "verification": "Achieved",
    "day": "2013-11-15",
    "basis": SECOND,
    "words_en": "Nobody told inspectors of bullying.",
    "words_cy": "Ni soniodd neb wrth yr arolygwyr am fwlio.",
    "is_public": True,
}
CLOSED = {"closed_reason": "Achieved", "day": "2013-11-18", "is_public": True}
KEPT = {
    "decided_on": "2013-11-18",
    "basis": SECOND,
    "reason_en": "It is better, and not good enough yet.",
    "reason_cy": "Mae'n well, ond nid yn ddigon da eto.",
    "review_on": "2014-02-17",
    "announced": True,
}
# What the follow-up says of what it carries forward, and what it finds beside it.
ENDED = {
    "classification": "Improvement noted",
    "text_en": "Nobody told us of bullying any more.",
    "text_cy": "Ni soniodd neb wrthym am fwlio mwyach.",
    "change": "Resolved",
    "item_kind": "Focus group",
    "item_summary": "Three groups of workers.",
}
LIGHTER = {
    "classification": "Improvement noted",
    "text_en": "Most workers had fewer cases.",
    "text_cy": "Roedd gan y rhan fwyaf o weithwyr lai o achosion.",
    "change": "Improved",
    "item_kind": "Case-file review",
    "item_summary": "Twenty or fewer to a worker in most teams.",
}
UNEVEN = {
    "classification": "Area for improvement",
    "theme": "Caseloads and workload",
    "text_en": "In some teams the work is still uneven.",
    "text_cy": "Mewn rhai timau mae'r gwaith yn anwastad o hyd.",
    "item_kind": "Performance data",
    "item_summary": "Caseloads by team for January.",
}
# As many as the story counts, of which it words six.
ASKED_AT_LAST = [
    {
        "text_en": f"Make the work of team {number} even.",
        "text_cy": f"Gwneud gwaith tîm {number} yn gyson.",
        "findings": ["still uneven"],
        "timescale": "Ongoing",
    }
    for number in range(1, 16)
]
REVISITED = {
    "Priority concern: no text yet": ENDED,
    "Area for improvement: no text yet": LIGHTER,
    f"{FIRST}-R2 – {LAST}": {"outcome": "Done for most workers."},
    f"{FIRST}-R3 – {LAST}": {"outcome": "They watch, month by month."},
}
READ_AGAIN = ("We read 40 case files.", "Darllenasom 40 o ffeiliau achos.")
LIFTED = {
    "decided_on": "2015-04-23",
    "basis": LAST,
    "sustainability_en": "Workers trust that the council goes on supporting them.",
    "sustainability_cy": "Mae gweithwyr yn hyderus y bydd y cyngor yn dal i'w cefnogi.",
    "reason_en": "The grounds are met no more.",
    "reason_cy": "Nid yw'r seiliau'n berthnasol mwyach.",
    "announced": True,
}
PROGRESS = {"en": "Much is better on this ground.", "cy": "Mae llawer yn well."}
