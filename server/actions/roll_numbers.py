"""Let the numbers of a service go on where a pre-printed paper roll stands."""

from server.database.change import BranchChange
from server.domain.numbering import written
from server.domain.refusals import NumberGiven


def roll_numbers(change: BranchChange, *, service: str, at: int) -> str:
    """Return the number on the paper at the front of the roll, which the next ticket of the service gets.

    Raises UnknownService, and NumberGiven where that number was given or leased already.
    """
    offered = change.branch.service(service)
    number = written(offered.letter, at, digits=offered.digits)
    if not change.numbers.go_on_at(offered.letter, at):
        raise NumberGiven(number=number)
    change.record("roll_set", data={"service": service, "number": number})
    return number
