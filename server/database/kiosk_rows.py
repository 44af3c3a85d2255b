"""How does what the network file says about kiosks get into the domain's terms?"""

from collections.abc import Set

from config import network as described
from server.domain.kiosk import Group, KioskPlan, Procedure


def kiosk_plan(network: described.Network, one: described.Branch, *, services: Set[str]) -> KioskPlan:
    """Return what the kiosks of a branch are told. services: the codes that are accepted there."""
    own = [service for service in network.services if service.code in services]
    rooms = {service.code: one.waits_in(service.code) for service in own}
    documents = {service.code: service.documents.model_dump() for service in own}
    return KioskPlan(
        groups=tuple(Group(group.code, group.names.model_dump(), group.services) for group in network.kiosk.groups),
        documents=documents,
        rooms={code: room.names.model_dump() for code, room in rooms.items() if room is not None},
        procedures=tuple(
            Procedure(
                code=each.code,
                service=each.service,
                names=each.names.model_dump(),
                also=each.also.model_dump(),
                documents=each.documents.model_dump() if each.documents.vi else documents[each.service],
            )
            for each in network.procedures
            if each.service in services
        ),
        ticket=network.ticket.model_dump(mode="json"),
        dossiers_at_most=network.kiosk.dossiers_at_most,
    )
