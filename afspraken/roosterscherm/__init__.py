"""What every screen on which somebody changes a roster has in common, whoever it is.

    velden, keuze, formulieren   what is filled in, and why it is refused
    wijziging                    from a valid form to one write: its sentence and its undo
    controle                     the step before saving: whose appointments would fall outside
    ongedaan                     recipes that take a write back, kept in the session
    weekbeeld, weeklezen         one week of a roster, as columns and blocks

The screens themselves are doors: the manager's (`admin`) and the specialist's (`afdeling`). Not
for what a write does: see `afspraken/roosters/`.
"""
