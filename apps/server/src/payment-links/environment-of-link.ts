import { findEnvironment } from '../platform/auth/queries.ts'
import type { Environment, Services } from '../platform/context.ts'
import { findLinkEnvironment } from './queries.ts'

/** Whose link a buyer has opened: they bring its id, and for a copy of a sandbox the `environment` that its address names. */
export const environmentOfLink = async (
  { db }: Pick<Services, 'db'>,
  { payment_link_id: paymentLinkId }: Record<string, string>,
  { environment }: Record<string, unknown>,
): Promise<Environment | null> => {
  const named = typeof environment === 'string' ? environment : null
  const environmentId = await db.run(findLinkEnvironment(paymentLinkId!, named))
  return environmentId === null ? null : db.run(findEnvironment(environmentId))
}
