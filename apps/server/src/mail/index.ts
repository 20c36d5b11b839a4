export type { Email, EmailContent } from './email.ts'
export { startMail } from './jobs.ts'
export { serveMailPage } from './serve-mail-page.ts'
export {
  deleteEmailsOfCustomer,
  deleteOldEmails,
  deleteOldPlatformEmails,
  findRequestedEmails,
  insertEmail,
  newEmail,
} from './queries.ts'
export { type Letter, writeLetter } from './letter.ts'
export { mailRoutes } from './routes/index.ts'
export type { EmailWriters } from './send-due-emails.ts'
