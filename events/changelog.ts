import { isDeepStrictEqual } from 'node:util'
import { type EventType, eventTypes } from './catalogue.ts'
import { type Change, changesSince, type Schema } from './compatibility.ts'
import { eventJsonSchema } from './json-schema.ts'
import { type Release, releasedBy, releases } from './releases.ts'

/** Today's schema of each type, as a release keeps it: without its example, which is no promise. */
export function todays(): Map<string, Schema> {
  return new Map(
    (Object.keys(eventTypes) as EventType[]).sort().map((type) => {
      const { examples: _, ...schema } = eventJsonSchema(type) as unknown as Schema
      return [type, schema]
    }),
  )
}

/** Those that were never released, or not as they are now. */
export function unreleased(now = todays(), last = releases.at(-1)?.version ?? '0.0.0'): Release['schemas'] {
  const known = releasedBy(last)
  return Object.fromEntries([...now].filter(([type, schema]) => !isDeepStrictEqual(schema, known.get(type))))
}

/** Why today's schemas may not be released: what would break whoever goes by any that ever was, and growth without a version of its own. */
export function faults(now = todays(), all = releases): string[] {
  return all.flatMap(({ version, schemas }) =>
    Object.entries(schemas).flatMap(([type, released]) => {
      const schema = now.get(type)
      if (!schema) return [`${type} was released in ${version} and is gone`]
      const changes = changesSince(released, schema)
      const breaking = changes.filter((change) => change.breaking)
      if (breaking.length > 0) return breaking.map(({ path, what }) => `${type}: ${path} ${what}, unlike in ${version}`)
      const grown = changes.some(({ path }) => path.startsWith('data'))
      return grown && schema.$id === released.$id ? [`${type} has grown since ${version}: say so in versions.ts`] : []
    }),
  )
}

const line = (type: string, { path, what, breaking }: Change) =>
  `- \`${type}\`: \`${path}\` ${what}${breaking ? ' (**breaking**)' : ''}`

function entry(schemas: Release['schemas'], before: ReadonlyMap<string, Schema>): string[] {
  const come = Object.keys(schemas).filter((type) => !before.has(type))
  const changed = Object.entries(schemas).flatMap(([type, schema]) => {
    const earlier = before.get(type)
    if (!earlier) return []
    const changes = changesSince(earlier, schema)
    return changes.length > 0
      ? changes.map((change) => line(type, change))
      : [`- \`${type}\`: said in other words, or tighter`]
  })
  return [...(come.length > 0 ? [`- New: ${come.map((type) => `\`${type}\``).join(', ')}`] : []), ...changed]
}

/** What has changed from release to release, and since the last, the newest first. */
export function changelogPage(): [path: string, text: string] {
  const parts = releases.map(({ version, on, schemas }, at) => {
    const before = releasedBy(releases[at - 1]?.version ?? '0.0.0')
    return [`## ${version} – ${on}`, ...entry(schemas, before)].join('\n')
  })
  const waiting = entry(unreleased(), releasedBy(releases.at(-1)?.version ?? '0.0.0'))
  const next = waiting.length > 0 ? [['## Not released yet', ...waiting].join('\n')] : []
  const heading = [
    '# Changes of the event catalogue',
    'Generated from `events/released/` and the schemas as they are now.',
  ]
  return ['events/CHANGELOG.md', `${[...heading, ...next, ...parts.reverse()].join('\n\n')}\n`]
}
