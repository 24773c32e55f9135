import { Stack } from 'aws-cdk-lib'
import { StringParameter } from 'aws-cdk-lib/aws-ssm'
import type { Construct } from 'constructs'
import type { Desk } from './desk.ts'
import type { DeskFunction } from './function.ts'

const nameOf = ({ stage }: Desk) => `/service-desk/${stage.name}/public-url`

/** Writes down where the API is reached from outside; what sends links is deployed before it, and reads it there. */
export function publicUrlParameter(scope: Construct, desk: Desk, url: string): StringParameter {
  return new StringParameter(scope, 'PublicUrl', {
    parameterName: nameOf(desk),
    stringValue: desk.stage.publicUrl ?? url,
    description: 'Where the API is reached from outside: links in mails begin with it',
  })
}

/** Lets a function make links to the desk. */
export function letLink(handler: DeskFunction, desk: Desk): void {
  const resourceName = nameOf(desk).slice(1)
  handler.addEnvironment('PUBLIC_URL_PARAMETER', nameOf(desk))
  handler.may(
    ['ssm:GetParameter'],
    Stack.of(handler).formatArn({ service: 'ssm', resource: 'parameter', resourceName }),
  )
}
