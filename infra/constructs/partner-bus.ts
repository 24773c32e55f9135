import { Aws } from 'aws-cdk-lib'
import { CfnEventBusPolicy, EventBus } from 'aws-cdk-lib/aws-events'
import type { Construct } from 'constructs'
import type { Desk } from './desk.ts'
import type { DeskFunction } from './function.ts'

/** A name of its own, so that whatever refers to the bus needs none of the stack that it is in. */
export const partnersBusName = ({ stage }: Desk): string => `service-desk-${stage.name}-partners`

export const partnersBusArn = (desk: Desk): string =>
  `arn:${Aws.PARTITION}:events:${Aws.REGION}:${Aws.ACCOUNT_ID}:event-bus/${partnersBusName(desk)}`

/** The bus that partners' rules are on: what is on it is for one subscription each, and nothing of the desk's own. */
export const partnersBus = (scope: Construct, desk: Desk): EventBus =>
  new EventBus(scope, 'Bus', {
    eventBusName: partnersBusName(desk),
    description: `What goes out to partners of the service desk (${desk.stage.name})`,
  })

/** Nobody but these puts anything on the bus, whatever else their own policies allow: what is on it, partners believe. */
export const onlyRelays = (scope: Construct, bus: EventBus, relays: readonly DeskFunction[]): CfnEventBusPolicy =>
  new CfnEventBusPolicy(scope, 'OnlyRelays', {
    eventBusName: bus.eventBusName,
    statementId: 'OnlyRelays',
    statement: {
      Effect: 'Deny',
      Principal: '*',
      Action: 'events:PutEvents',
      Resource: bus.eventBusArn,
      Condition: { ArnNotEquals: { 'aws:PrincipalArn': relays.map(({ role }) => role?.roleArn) } },
    },
  })
