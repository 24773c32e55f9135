import { Duration } from 'aws-cdk-lib'
import {
  AlarmStatusWidget,
  Dashboard,
  GraphWidget,
  type IAlarm,
  type IMetric,
  type IWidget,
  PeriodOverride,
  SingleValueWidget,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch'
import type { Construct } from 'constructs'

/** A widget as data: what it is called, what it shows, and how. */
export type Panel =
  | { readonly title: string; readonly numbers: readonly IMetric[]; readonly width?: number }
  | { readonly title: string; readonly alarms: readonly IAlarm[]; readonly width?: number }
  | { readonly text: string; readonly width?: number }
  | {
      readonly title: string
      /** By the axis on the left, in this unit. */
      readonly lines: readonly IMetric[]
      readonly unit: string
      readonly stacked?: true
      /** Where the axis ends; as high as the lines go where nothing is said. */
      readonly most?: number
      /** Where it is too much: what an alarm goes by, or a limit of AWS's. */
      readonly limit?: { readonly label: string; readonly value: number }
      readonly width?: number
    }

/** A dashboard as data: rows of panels that share the width of 24 columns. */
export interface Board {
  readonly name: string
  /** Over what time it looks at first. */
  readonly over: Duration
  readonly rows: readonly (readonly Panel[])[]
}

const columns = 24
const height = { numbers: 3, alarms: 3, text: 3, lines: 6 }

export function drawBoard(scope: Construct, { name, over, rows }: Board): Dashboard {
  return new Dashboard(scope, name, {
    dashboardName: `${scope.node.path.split('/')[0]?.replace(/-operations$/, '')}-${name.toLowerCase()}`,
    defaultInterval: over,
    periodOverride: PeriodOverride.INHERIT,
    widgets: rows.map((row) => row.map((panel) => widget(panel, panel.width ?? Math.floor(columns / row.length)))),
  })
}

function widget(panel: Panel, width: number): IWidget {
  if ('text' in panel) return new TextWidget({ markdown: panel.text, width, height: height.text })
  const { title } = panel
  if ('alarms' in panel) {
    return new AlarmStatusWidget({ title, alarms: [...panel.alarms], width, height: height.alarms })
  }
  if ('numbers' in panel) {
    return new SingleValueWidget({
      title,
      metrics: [...panel.numbers],
      width,
      height: height.numbers,
      setPeriodToTimeRange: false,
    })
  }
  const { lines, unit, stacked, limit, most } = panel
  return new GraphWidget({
    title,
    left: [...lines],
    leftYAxis: { label: unit, min: 0, showUnits: false, ...(most && { max: most }) },
    ...(limit && { leftAnnotations: [{ ...limit, color: '#d13212' }] }),
    stacked: stacked ?? false,
    width,
    height: height.lines,
  })
}

export const day = Duration.days(1)
