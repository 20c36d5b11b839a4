import { type Context, type Services, systemContext } from '../platform/context.ts'
import { transact } from '../platform/db/transact.ts'
import { recordEvents } from '../platform/events/events.ts'
import { type Alert, closedSince, isNews, movesOf } from './alert.ts'
import { alertEvent } from './events.ts'
import { type Finding, findingsOf } from './findings.ts'
import { type Recipient, alertEmail, findRecipients } from './mail-alert.ts'
import { type MeasuredEnvironment, findActiveEnvironments, measureEnvironments } from './measure-queries.ts'
import { closeAlerts, findAlertsClosedSince, findOpenAlerts, insertAlert, lockAlerts } from './queries.ts'
import { type AlertRules, rulesOf } from './rules.ts'

const batchSize = 200

/**
 * One look at every environment in which something can be found. Two workers that look at once do no harm: who changes an
 * environment's alerts holds them alone and reads them again.
 *
 * @returns How many environments' alerts changed.
 */
export const evaluateAlerts = async (services: Services): Promise<number> => {
  const { db, log } = services
  const active = await db.run(findActiveEnvironments(services.systemClock.now()))
  let changed = 0
  for (let at = 0; at < active.length; at += batchSize)
    for (const measured of await db.run(measureEnvironments(active.slice(at, at + batchSize)))) {
      const rules = rulesOf(measured.stored, measured.mode)
      const findings = findingsOf(measured, rules)
      if (isUnchanged(measured, findings)) continue
      await settle(systemContext(services, measured.environment), rules, findings)
        .then(() => changed++)
        .catch((error) =>
          log.warn('Alerts could not be changed', { error, environment: measured.environment.environmentId }),
        )
    }
  return changed
}

const isUnchanged = ({ open }: MeasuredEnvironment, findings: readonly Finding[]): boolean => {
  const found = new Set(findings.map(({ rule, subjectId }) => `${rule} ${subjectId}`))
  return open.length === found.size && open.every((name) => found.has(name))
}

const settle = (ctx: Context, rules: AlertRules, findings: readonly Finding[]): Promise<void> =>
  transact(
    ctx,
    {
      lock: lockAlerts(ctx),
      open: findOpenAlerts(ctx),
      closed: findAlertsClosedSince(ctx, closedSince(ctx.now)),
      recipients: findRecipients(ctx),
    },
    ({ open, closed, recipients }) => {
      const { toOpen, toClose } = movesOf(open, findings)
      const opened = toOpen.map((found) => opening(ctx, found))
      const closes = toClose.map((alert) => ({ ...alert, closedAt: ctx.now }))
      const announced = ({ found }: Alert) => rules[found.rule].sendsWebhook
      const news = opened.filter(({ found }) => rules[found.rule].sendsMail && isNews(found, closed, ctx.now))
      return {
        result: undefined,
        writes: [
          ...opened.map(insertAlert),
          ...(closes.length === 0
            ? []
            : [
                closeAlerts(
                  ctx,
                  closes.map(({ alertId }) => alertId),
                ),
              ]),
          ...news.flatMap((alert) =>
            recipients.map((recipient: Recipient) => alertEmail(ctx, alert, recipient)),
          ),
          ...recordEvents(ctx, [
            ...opened.filter(announced).map((alert) => alertEvent(ctx, 'alert.opened', alert)),
            ...closes.filter(announced).map((alert) => alertEvent(ctx, 'alert.closed', alert)),
          ]),
        ],
        wake: ['events'],
      }
    },
  )

const opening = (ctx: Context, found: Finding): Alert => ({
  environmentId: ctx.environmentId,
  alertId: ctx.ids.newId('alert'),
  found,
  openedAt: ctx.now,
  closedAt: null,
})
