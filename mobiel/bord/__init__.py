"""The planner's board: a day and a week of visits, on a map and as lists, and what changes them.

    kaart        PURE: the sketch of routes on a map, as numbers for an SVG
    letters      PURE: where the names on it stand, so that no mark hides them
    beeld        PURE: what a page shows of a day: routes, stops, visits
    bezoeklezen  rows of visits become these values, in a constant number of queries
    lezen        so do days, routes and the map
    keuzes       every place that a visit could have, its cost, and what it would break
    woorden      broken rules as a planner says them
    voorstel     a day looked at again as a whole: better order, or without somebody who is ill
    verschil     what such a proposal changes for each visit
    werk         visits to which nobody goes, as tasks of the service point
    wie          who changed a route meanwhile, and what
    ongedaan     the last change, to take it back

Writing is done by `mobiel.planning`. The pages: `dag`, `week`, `verplaats`, `herplan`, `blad`.
"""
