"""Who works at a branch today? Its simulated officers, woken when somebody waits for what they serve."""

from collections.abc import Mapping, Sequence

from demo.agenda import Agenda, Deed
from demo.officer import Officer, Phase


class Staff:
    """The officers of one branch on the agenda."""

    def __init__(self, agenda: Agenda, officers: Sequence[Officer]) -> None:
        self._agenda = agenda
        self._officers = list(officers)
        self._turns = [0] * len(officers)

    def begin(self, now: float) -> None:
        """Let everybody act now: at the start of the demo and of each day."""
        for which, officer in enumerate(self._officers):
            officer.new_day()
            self._plan(which, now)

    def add(self, officer: Officer, *, at: float) -> None:
        """Let one more officer work here from an instant on."""
        self._officers.append(officer)
        self._turns.append(0)
        self._plan(len(self._officers) - 1, at)

    def stir(self, officer: Officer, now: float) -> None:
        """Let an officer act now: an order has changed what he is to do, unless he is in the middle of something."""
        which = self._officers.index(officer)
        if officer.phase in (Phase.IDLE, Phase.AWAY):
            self._plan(which, now)

    def wake_for(self, waiting: Mapping[str, int], *, now: float) -> None:
        """Wake idle officers for who waits (service -> how many), the least widely skilled first."""
        for service, count in waiting.items():
            for which in self._idle_for(service)[:count]:
                self._officers[which].wake()
                self._plan(which, now)

    def help_people(self, wanted: bool) -> None:
        """Let one officer serve what is left to people, or leave it to them again."""
        working = [one for one in self._officers if one.phase not in (Phase.AWAY, Phase.DISPLACED)]
        for officer in self._officers:
            officer.helps_people = wanted and officer is working[0] if working else False

    def _idle_for(self, service: str) -> list[int]:
        able = [which for which, one in enumerate(self._officers) if one.phase is Phase.IDLE and service in one.wanted]
        return sorted(able, key=lambda which: len(self._officers[which].services))

    def _plan(self, which: int, due: float) -> None:
        """Plan an officer's next deed; whatever was planned for him before lapses."""
        self._turns[which] += 1
        self._agenda.put(due, self._deed(which, self._turns[which]))

    def _deed(self, which: int, turn: int) -> Deed:
        def act(now: float, due: float) -> None:  # noqa: ARG001 (an officer acts by the present, however late)
            if self._turns[which] == turn:
                self._plan(which, self._officers[which].act(now))

        return act
