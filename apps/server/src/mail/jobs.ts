import { environments } from '../platform/auth/environments.ts'
import type { Services } from '../platform/context.ts'
import { type WatchedLoop, startLoop } from '../platform/jobs/loop.ts'
import { type EmailWriters, sendDueEmails } from './send-due-emails.ts'
import { smtpTransport } from './smtp-transport.ts'

const lookEveryMs = 500

/** What mail does in the background. Any number of workers may do it at once. */
export const startMail = (services: Services, writers: EmailWriters): WatchedLoop => {
  const { config, log } = services
  const known = environments(services)
  const smtp = config.smtp && smtpTransport(config.smtp.url, config.smtp.from)
  const loop = startLoop({
    name: 'mail',
    everyMs: lookEveryMs,
    log,
    work: () => sendDueEmails(services, known, writers, smtp),
  })
  return {
    late: loop.late,
    stop: async () => {
      await loop.stop()
      smtp?.close()
    },
  }
}
