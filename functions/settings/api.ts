import * as operations from '../../schemas/operations/settings.ts'
import { edge } from '../platform/http/edge.ts'
import { changeForAdmin, settingsForCaller } from './settings.ts'
import { changeRule, dropRule, keepRule, ruleForStaff, rulesForStaff } from './triage-rules.ts'
import { tryRules } from './trial.ts'

export const handler = edge(operations, {
  getSettings: settingsForCaller,
  changeSettings: changeForAdmin,
  listTriageRules: rulesForStaff,
  createTriageRule: keepRule,
  previewTriage: tryRules,
  getTriageRule: ruleForStaff,
  changeTriageRule: changeRule,
  deleteTriageRule: dropRule,
})
