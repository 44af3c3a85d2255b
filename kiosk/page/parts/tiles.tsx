/** The large buttons: what can be done here, with how long it takes. */
import type { Texts } from '../../../server/pages/shared/texts';
import { isLater } from '../model/later';
import { REST, type Tile } from '../model/tiles';
import type { AgentState, Service } from '../model/world';
import { inWords, nameOf, waitOf } from './words';

interface TilesProps {
  known: AgentState;
  tiles: readonly Tile[];
  texts: Texts;
  onService: (service: Service) => void;
  onGroup?: (group: string) => void;
  /** Also what gives no numbers now can be chosen. */
  always?: boolean;
}

export function Tiles({ known, tiles, texts, onService, onGroup, always }: TilesProps) {
  return (
    <ul class="services">
      {tiles.map((tile) => {
        if (tile.kind === 'service')
          return (
            <li key={tile.service.code}>
              <button
                type="button"
                disabled={!(always || tile.service.open || isLater(known, tile.service))}
                onClick={() => onService(tile.service)}
              >
                <b class="letter">{tile.service.letter}</b>
                <span class="name">{inWords(tile.service.names)}</span>
                <span class="wait">{always ? null : waitOf(tile.service, texts)}</span>
              </button>
            </li>
          );
        const group = tile.kind === 'group' ? tile.group : null;
        return (
          <li key={group?.code ?? REST}>
            <button type="button" class="group" onClick={() => onGroup?.(group?.code ?? REST)}>
              <span class="name">{group ? inWords(group.names) : texts('rest')}</span>
              {group && <span class="wait">{group.services.map((one) => nameOf(known, one)).join(' · ')}</span>}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
