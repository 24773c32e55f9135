import * as rules from '../../schemas/operations/assignment-rules.ts'
import { edge } from '../platform/http/edge.ts'
import { previewForStaff } from './preview.ts'
import { changeRule, dropRule, makeRule, replaceRule, ruleForStaff, rulesForStaff } from './rules.ts'

export const handler = edge(rules, {
  listAssignmentRules: rulesForStaff,
  createAssignmentRule: makeRule,
  previewAssignment: previewForStaff,
  getAssignmentRule: ruleForStaff,
  replaceAssignmentRule: replaceRule,
  changeAssignmentRule: changeRule,
  deleteAssignmentRule: dropRule,
})
