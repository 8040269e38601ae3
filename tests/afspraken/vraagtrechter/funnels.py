"""Funnels for tests, as short as they can be written.

`question("wie", ja="hoeveel", nee="")` asks "wie?"; each answer names the question that follows.
`+ product` adds one: `ja="hoeveel + paspoort × 2"`; `= slug` ends at an article.
"""

from afspraken.vraagtrechter.walking import Addition, Answer, Funnel, Question, Text


def funnel(*questions):
    return Funnel(questions)


def question(code, **answers):
    rows = (answer(f"{code}{name}", name, way) for name, way in answers.items())
    return Question(code, Text(f"{code}?", f"{code}?"), Text(""), tuple(rows))


def answer(code, name, way):
    step, _is, article = way.partition("=")
    step, *adds = (part.strip() for part in step.split("+"))
    return Answer(code, Text(name, name), step, article.strip(), tuple(map(addition, adds)))


def addition(text):
    slug, _times, persons = text.partition("×")
    return Addition(slug.strip(), int(persons or 1), Text(f"Daarom {slug.strip()}", "So"))
