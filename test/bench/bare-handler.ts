import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb'

const table = DynamoDBDocumentClient.from(new DynamoDBClient({}))

/** The least that a function on DynamoDB can be: what ours are held against. */
export const handler = (Key: { pk: string; sk: string }) =>
  table.send(new GetCommand({ TableName: process.env.TABLE_NAME, Key }))
