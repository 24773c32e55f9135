import { setTimeout as wait } from 'node:timers/promises'
import { commandsOf, lineOf } from './event-lines.ts'
import type { Entry, Feed } from './feed.ts'
import type { NameOf } from './phrases.ts'
import type { Screen } from './screen.ts'
import type { Opened } from './story.ts'

const everyMs = 200

/** Shows the events as they come into the histories, and a line below them, until it is stopped; then what is left. */
export async function watch(
  feed: Feed,
  screen: Screen,
  nameOf: NameOf,
  opened: readonly Opened[],
  below: () => string,
  stop: AbortSignal,
): Promise<void> {
  for (;;) {
    const last = stop.aborted
    show(await feed.round(), screen, nameOf, opened)
    if (last) return
    screen.live(below())
    await wait(everyMs, undefined, { signal: stop }).catch(() => {})
  }
}

function show(fresh: readonly Entry[], screen: Screen, nameOf: NameOf, opened: readonly Opened[]): void {
  for (const command of commandsOf(fresh)) {
    const created = command.find(({ type }) => type === 'ticket.created')
    const title = created && opened.find(({ number }) => number === created.ticket)?.sample.ticket.title
    screen.line(lineOf(command, nameOf, screen.width(), title))
  }
}
