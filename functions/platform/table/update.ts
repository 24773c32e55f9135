type Item = Record<string, unknown>

/**
 * The parts of an Update that sets what has a value and removes the rest. Every name is a placeholder, since some are words
 * of the table's own; conditions may bring more values.
 */
export function updateTo(after: Item, removable: Iterable<string>) {
  const set = Object.keys(after).filter((name) => after[name] !== undefined)
  const gone = [...new Set(removable)].filter((name) => after[name] === undefined)
  const names = [...set, ...gone]
  const sets = set.map((_, at) => `#${at} = :${at}`)
  const removes = gone.map((_, at) => `#${set.length + at}`)
  return {
    UpdateExpression: `SET ${sets.join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`,
    ExpressionAttributeNames: Object.fromEntries(names.map((name, at) => [`#${at}`, name])),
    ExpressionAttributeValues: Object.fromEntries(set.map((name, at) => [`:${at}`, after[name]])),
  }
}
