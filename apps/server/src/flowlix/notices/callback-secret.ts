import { plusMs } from '../../platform/clock/clock.ts'
import type { Context, Services } from '../../platform/context.ts'
import { writeOnce } from '../../platform/db/transact.ts'
import { secretOverlapMs } from '../../webhooks/endpoint.ts'
import { newWebhookSecret } from '../../webhooks/signature.ts'
import {
  findCallbackSecrets,
  insertCallbackSecret,
  replaceCallbackSecret,
} from './callback-secret-queries.ts'
import type { SigningSecrets } from './endpoint.ts'

/** The environment's, made by whoever asks for it first. Two who ask at once get the same. */
export const callbackSecretsOf = async (
  { db, ids, secrets, clock }: Pick<Services, 'db' | 'ids' | 'secrets' | 'clock'>,
  environmentId: string,
): Promise<SigningSecrets> => {
  const found = await db.run(findCallbackSecrets(environmentId))
  if (found) return found
  const made = newWebhookSecret((sizeBytes) => ids.randomBytes(sizeBytes))
  await db.run(insertCallbackSecret(environmentId, secrets.seal(made), clock.now()))
  const kept = await db.run(findCallbackSecrets(environmentId))
  if (!kept) throw new Error('The callback secret went away while it was made')
  return kept
}

export const readCallbackSecret = async (ctx: Context): Promise<{ secret: string }> => {
  const { secret } = await callbackSecretsOf(ctx, ctx.environmentId)
  return { secret: ctx.secrets.unseal(secret) }
}

/** For a day callbacks carry the signatures of both. */
export const rotateCallbackSecret = (ctx: Context): Promise<{ secret: string }> => {
  const secret = newWebhookSecret((sizeBytes) => ctx.ids.randomBytes(sizeBytes))
  return writeOnce(ctx, {
    result: { secret },
    writes: [replaceCallbackSecret(ctx, ctx.secrets.seal(secret), plusMs(ctx.now, secretOverlapMs))],
  })
}
