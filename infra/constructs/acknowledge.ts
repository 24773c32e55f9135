import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

/** A finding of cdk-nag, as it names it, and the reason for which it is as it should be here. */
export function acknowledge(where: IConstruct, reasons: Readonly<Record<string, string>>): void {
  Validations.of(where).acknowledge(
    ...Object.entries(reasons).map(([rule, reason]) => ({ id: `AwsSolutions-${rule}`, reason })),
  )
}

/** Lets a resource end in a wildcard; cdk-nag names the finding by the resource as the template writes it. */
export const wildcard = (resource: string): string => `IAM5[Resource::${resource}]`
