import { Duration, Stack } from 'aws-cdk-lib'
import type { Bucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import { acknowledge, wildcard } from './acknowledge.ts'
import { ClosedBucket } from './closed-bucket.ts'
import type { Desk } from './desk.ts'
import type { DeskFunction } from './function.ts'

/**
 * Where the snapshots of the search index lie: they can be made anew, but a new deployment need not wait for that. With
 * it comes what searching takes, from wherever a function searches.
 */
export class SearchStore extends Construct {
  readonly bucket: Bucket
  private readonly desk: Desk
  private readonly exported: { arn: string; name: string }

  constructor(scope: Construct, id: string, { desk }: { desk: Desk }) {
    super(scope, id)
    this.desk = desk
    this.bucket = new ClosedBucket(this, 'Bucket', desk, {
      // The one in use is hours old at most.
      lifecycleRules: [{ expiration: Duration.days(30), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    })
    acknowledge(this.bucket, {
      S1: 'It holds what can be made anew from the table; the desk alone writes and reads.',
    })
    const stack = Stack.of(this)
    const name = `${stack.stackName}-search`
    this.exported = { arn: stack.exportValue(this.bucket.bucketArn, { name }), name }
  }

  /** What a function needs to know to search. */
  get environment(): Record<string, string> {
    const { searchEngine, searchEndpoint } = this.desk.stage
    return {
      SEARCH_ENGINE: searchEngine,
      SEARCH_BUCKET: this.bucket.bucketName,
      ...(searchEndpoint && { SEARCH_ENDPOINT: searchEndpoint }),
    }
  }

  /** Lets a function search that has this environment and may query the table. */
  letSearch(searcher: DeskFunction): void {
    this.let(searcher, ['s3:GetObject'])
    const { searchEngine, searchDomainArn } = this.desk.stage
    if (searchEngine !== 'opensearch' || !searchDomainArn) return
    const actions = ['es:ESHttpDelete', 'es:ESHttpGet', 'es:ESHttpHead', 'es:ESHttpPost', 'es:ESHttpPut']
    searcher.may(actions, `${searchDomainArn}/*`)
    acknowledge(searcher.role as NonNullable<typeof searcher.role>, {
      [wildcard(`${searchDomainArn}/*`)]: 'The paths of the domain are the indexes of this desk.',
    })
  }

  /** Lets a function do these actions on the snapshots. */
  let(touch: DeskFunction, actions: string[]): void {
    // Without it the store answers 403, not 404, for what is not there yet.
    touch.may(['s3:ListBucket'], this.bucket.bucketArn).may(actions, `${this.exported.arn}/*`)
    acknowledge(touch.role as NonNullable<typeof touch.role>, {
      [wildcard(`${this.exported.name}/*`)]: 'Snapshots lie under keys of their own making.',
    })
  }
}
