import type { Context } from '../platform/context.ts'
import type { EventInput } from '../platform/events/events.ts'
import type { Alert } from './alert.ts'
import { toAlert } from './to-alert.ts'

/** An alert has two states, and each of them is one version of it. */
const versions = { 'alert.opened': 1, 'alert.closed': 2 } as const

/** What an alert announces to webhook endpoints, where its rule says so. */
export const alertEvent = (ctx: Context, type: keyof typeof versions, alert: Alert): EventInput => ({
  type,
  resourceType: 'alert',
  resourceId: alert.alertId,
  resourceVersion: versions[type],
  data: toAlert(alert, ctx),
})
