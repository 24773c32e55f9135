import { AlarmRule, CompositeAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { Construct } from 'constructs'
import { type DeskAlarm, descriptionOf, levelOf } from './alarm.ts'
import type { Desk } from './desk.ts'

/**
 * Parts of the desk that fall ill together, by where their alarms stand: `Sla`, `Publication`. Every other part is one by
 * itself. The table is the cause of most of what the others have.
 */
const together: Readonly<Record<string, { paragraph: string; parts: readonly string[] }>> = {
  PromisesAtRisk: { paragraph: 'promises-are-at-risk', parts: ['Sla', 'Publication'] },
}
const root = { part: 'Tickets', id: 'TableIsIll', paragraph: 'the-table-is-ill' }
/** Whoever hears that a part that pages is ill gets up; the others are seen to within the day. */
const ill = { page: 'a-part-that-cannot-wait-is-ill', ticket: 'a-part-of-the-desk-is-ill' }

/**
 * One alarm for what falls ill together. Its members tell nobody by themselves, so one cause raises one page; and while the
 * table is ill, which would make them all so, the others wait to see whether anything is left when it is well.
 */
export class Causes extends Construct {
  readonly composites: readonly CompositeAlarm[]

  constructor(scope: Construct, id: string, { desk, alarms }: { desk: Desk; alarms: readonly DeskAlarm[] }) {
    super(scope, id)
    const loud = alarms.filter(({ level }) => level !== 'note')
    const groups = Map.groupBy(loud, (alarm) => groupOf(alarm.part))
    const table = this.composite(desk, root.id, root.paragraph, groups.get(root.id) ?? [])
    const others = [...groups]
      .filter(([name, members]) => name !== root.id && members.length > 1)
      .map(([name, members]) => {
        const level = members.some((one) => one.level === 'page') ? 'page' : 'ticket'
        return this.composite(desk, name, together[name]?.paragraph ?? ill[level], members, table)
      })
    this.composites = [table, ...others]
  }

  private composite(
    desk: Desk,
    id: string,
    paragraph: string,
    members: readonly DeskAlarm[],
    suppressor?: IAlarm,
  ): CompositeAlarm {
    const level = levelOf(paragraph)
    const composite = new CompositeAlarm(this, id, {
      compositeAlarmName: `${this.node.path}/${id}`,
      alarmDescription: descriptionOf(desk, paragraph),
      // By their names: it must never keep another stack from replacing what it watches.
      alarmRule: AlarmRule.anyOf(...members.map((one) => AlarmRule.fromString(`ALARM("${one.node.path}")`))),
      ...(suppressor && { actionsSuppressor: suppressor }),
    })
    for (const one of members) one.hush()
    if (desk.alarms) {
      composite.addAlarmAction(new SnsAction(desk.alarms[level]))
      composite.addOkAction(new SnsAction(desk.alarms[level]))
    }
    return composite
  }
}

const groupOf = (part: string): string => {
  if (part === root.part) return root.id
  return Object.entries(together).find(([, { parts }]) => parts.includes(part))?.[0] ?? part
}
