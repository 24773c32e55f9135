import { type Ending, Misuse, type Run } from '../line/command.ts'
import type { Place } from './place.ts'
import { placeNamed, placesOf } from './places.ts'

const columns = ['id', 'what', 'ticket', 'since', 'because']

/** What waits, place by place; of one place, each thing. */
export async function list(given: Run, most: number, all: boolean): Promise<Ending> {
  const { screen, operands } = given
  const places = await placesOf(await given.resources())
  const [name] = operands
  if (name) {
    const place = placeNamed(places, name)
    const found = await place.list(most)
    screen.table(
      columns,
      found.map((it) => [it.id, it.what, it.ticket, it.since, it.because]),
    )
    if (found.length === 0) screen.say(`Nothing waits in ${place.name}.`)
    screen.give({ place: place.name, parked: found })
    return found.length > 0 ? 'found' : 'well'
  }
  const counted = await Promise.all(places.map(async (place) => ({ place, waiting: await place.count() })))
  const shown = counted.filter(({ waiting }) => all || waiting > 0)
  screen.table(
    ['waiting', 'place', 'holds'],
    shown.map(({ place, waiting }) => [waiting, place.name, place.holds]),
  )
  const total = counted.reduce((sum, { waiting }) => sum + waiting, 0)
  if (total === 0) screen.say(`Nothing waits for a person, in ${places.length} places.`)
  screen.give(
    counted.map(({ place: { name, holds, canRedrive, canDrop }, waiting }) => ({
      name,
      holds,
      waiting,
      canRedrive,
      canDrop,
    })),
  )
  return total > 0 ? 'found' : 'well'
}

/** One thing that waits, whole. */
export async function show(given: Run): Promise<Ending> {
  const [name = '', id = ''] = given.operands
  const place = placeNamed(await placesOf(await given.resources()), name)
  const found = await place.show(id)
  if (!found)
    throw new Misuse(`There is no "${id}" in ${place.name}: \`parked list ${place.name}\` shows what there is.`)
  given.screen.say(JSON.stringify(found, null, 2))
  given.screen.give(found)
  return 'well'
}

interface Chosen {
  id?: string | undefined
  all: boolean
}

/** Brings things back to where they can be done. */
export async function redrive(given: Run, { id, all }: Chosen): Promise<Ending> {
  const places = await chosenPlaces(given, { id, all })
  const [only] = places
  if (given.operands[0] && only && !only.canRedrive) throw new Misuse(`Redriving ${only.name} ${only.redrives}.`)
  return act(given, { id, places: places.filter(({ canRedrive }) => canRedrive) }, 'redrive')
}

/** Takes things away for good, once somebody has agreed. */
export async function drop(given: Run, { id, all }: Chosen): Promise<Ending> {
  if (!given.operands[0]) throw new Misuse('<place> is missing: what is to be dropped is named.')
  if (!id && !all) throw new Misuse('Name one with --id, or say --all.')
  const places = await chosenPlaces(given, { id, all })
  const refused = places.find(({ canDrop }) => !canDrop)
  if (refused) throw new Misuse(`What waits in ${refused.name} cannot be dropped: it ${refused.redrives}.`)
  if (!given.dryRun && !given.yes) {
    const what = id ? id : `all that waits in ${places.map(({ name }) => name).join(', ')}`
    const agreed = await given.screen.confirm(`Drop ${what} for good?`)
    if (agreed === undefined) throw new Misuse('Nobody can be asked here: say --yes.')
    if (!agreed) {
      given.screen.say('Nothing is dropped.')
      return 'well'
    }
  }
  return act(given, { id, places }, 'drop')
}

async function chosenPlaces(given: Run, { id, all }: Chosen): Promise<Place[]> {
  const [name] = given.operands
  if (!name && !all) throw new Misuse('Name a place, or say --all.')
  if (!name && id) throw new Misuse('--id wants the place that it is in.')
  const places = await placesOf(await given.resources())
  return name ? [placeNamed(places, name)] : places
}

async function act(
  { screen, dryRun }: Run,
  { id, places }: { id?: string | undefined; places: readonly Place[] },
  how: 'redrive' | 'drop',
): Promise<Ending> {
  const done: { place: string; count: number }[] = []
  for (const place of places) {
    const waiting = id ? 1 : await place.count()
    if (waiting === 0 && places.length > 1) continue
    const progress = screen.progress(place.name)
    const told = (so: number) => progress.at(so, waiting)
    const count = dryRun ? await matching(place, id) : await place[how]({ id, told })
    progress.end()
    done.push({ place: place.name, count })
    const does = how === 'redrive' ? place.redrives : 'takes them away for good'
    screen.say(`${place.name}: ${count} ${dryRun ? 'would be done' : 'done'}; that ${does}.`)
    if (id && count === 0) throw new Misuse(`There is no "${id}" in ${place.name}.`)
  }
  if (done.length === 0) screen.say('Nothing waits.')
  screen.give({ dryRun, done })
  return 'well'
}

async function matching(place: Place, id: string | undefined): Promise<number> {
  if (!id) return place.count()
  return (await place.show(id)) ? 1 : 0
}
