import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { pageHeaders } from '../hosted-pages/page-headers.ts'
import { processorSources, withProcessor } from '../hosted-pages/processor-policy.ts'
import { scriptedActionOf } from '../payments/browser-action.ts'
import { environments } from '../platform/auth/environments.ts'
import type { Config } from '../platform/config/config.ts'
import type { Services } from '../platform/context.ts'
import { refusalOf } from '../platform/http/failure.ts'
import { isPrivate } from '../platform/http/https.ts'
import { type RateLimits, buckets } from '../platform/rate-limits/bucket.ts'
import { answerSetUpChallenge, isWaitingForBuyer } from '../payment-methods/answer-set-up-challenge.ts'
import type { PaymentMethod } from '../payment-methods/index.ts'
import { type ChallengeOutcome, answerChallenge, isWaiting } from './answer-challenge.ts'
import { type ChallengePage, type PageFiles, challengePage } from './challenge-page.ts'
import { type Challenge, type ChallengeLink, findChallenge } from './find-challenge.ts'

const url = '/challenge/:environmentId/:subjectId/:signature'
const largestFormBytes = 1024
/** Framed by our own checkout page; the form comes back here. */
const formGoesHere = { 'form-action': "'self'" }
const headers = pageHeaders('self', formGoesHere)

/** The page that loads the processor's script, and no other. */
const scriptHeadersOf = ({ stripe }: Config): Record<string, string> =>
  stripe
    ? pageHeaders('self', { ...formGoesHere, ...withProcessor(processorSources(stripe.scriptUrl)) })
    : headers

/**
 * The page on which a buyer answers their bank: in a sandbox the simulator's, in live mode the real one, which the
 * processor's script asks. It asks and records, nothing else: the payment goes on by `resume`, or by the worker. An answer
 * is followed by a plain read, so that reloading sends nothing again.
 */
export const serveChallenge = async (
  app: FastifyInstance,
  services: Services,
  rateLimits: RateLimits,
): Promise<void> => {
  const known = environments(services)
  await app.register(async (pages) => {
    const files = serveFiles(pages)
    const scriptHeaders = scriptHeadersOf(services.config)
    const send = (reply: FastifyReply, status: number, page: ChallengePage) =>
      reply
        .code(status)
        .headers(page.kind === 'script' ? scriptHeaders : headers)
        .header('Cache-Control', 'no-store')
        .send(challengePage(page, files))

    pages.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: largestFormBytes },
      (_request, text, done) => done(null, new URLSearchParams(text as string)),
    )
    pages.setErrorHandler((error, request, reply) => {
      const { status } = refusalOf(error).definition
      if (status >= 500) services.log.error('A challenge page failed', { error, request_id: request.id })
      return send(reply, status, { kind: 'broken' })
    })

    const serve = async (
      request: FastifyRequest,
      reply: FastifyReply,
      found: (challenge: Challenge) => Promise<FastifyReply>,
    ): Promise<FastifyReply> => {
      const refused = await rateLimits.take([buckets.ofAddress(services.config.rateLimits, request.ip)])
      if (refused)
        return send(reply.header('Retry-After', String(refused.retryAfterSeconds)), 429, { kind: 'busy' })
      const challenge = await findChallenge(services, known, request.params as ChallengeLink)
      if (!challenge) return send(reply, 404, { kind: 'unknown' })
      if (challenge.ctx.mode === 'live' && !isPrivate(services.config, request))
        return send(reply, 403, { kind: 'insecure' })
      return found(challenge)
    }

    pages.get(url, (request, reply) =>
      serve(request, reply, async (challenge) => {
        const page = challenge.ctx.mode === 'live' ? await livePageOf(challenge) : pageOf(challenge)
        return send(reply, 200, page)
      }),
    )
    pages.post(url, (request, reply) =>
      serve(request, reply, async (challenge) => {
        const outcome = request.body instanceof URLSearchParams ? request.body.get('outcome') : null
        if (outcome === 'completed' || outcome === 'failed') await answerTo(challenge, outcome)
        // Without what the bank's page may have added to the address on the way back.
        return reply.redirect(request.url.split('?')[0]!, 303)
      }),
    )
  })
}

const answerTo = async (challenge: Challenge, outcome: ChallengeOutcome): Promise<void> => {
  if ('intent' in challenge) await answerChallenge(challenge.ctx, challenge.intent, outcome)
  else await answerSetUpChallenge(challenge.ctx, challenge.method, outcome)
}

/** What live mode shows: whoever answers is asked by the processor's script, and what they said is the processor's to tell. */
const livePageOf = async (challenge: Challenge): Promise<ChallengePage> => {
  const page = pageOf(challenge)
  const { ctx } = challenge
  if (page.kind === 'question') {
    const action = await scriptedActionOf(ctx, referenceOf(challenge))
    if (action) return { ...page, kind: 'script', action }
    // The processor waits for nobody any more: the buyer comes back from a bank that took the whole window.
    await answerTo(challenge, 'completed')
    return { kind: 'done', actionId: actionIdOf(challenge), returnUrl: challenge.returnUrl }
  }
  if (page.kind !== 'answered') return page
  return { kind: 'done', actionId: page.actionId, returnUrl: page.returnUrl }
}

const referenceOf = (challenge: Challenge): string | null | undefined =>
  'intent' in challenge ? challenge.intent.processorReference : challenge.method.setUp?.reference

const actionIdOf = (challenge: Challenge): string | null =>
  'intent' in challenge ? (challenge.intent.action?.actionId ?? null) : null

const pageOf = (challenge: Challenge): ChallengePage =>
  'intent' in challenge ? pageOfPayment(challenge) : pageOfSetUp(challenge)

const pageOfPayment = ({
  ctx,
  intent,
  returnUrl,
}: Extract<Challenge, { intent: unknown }>): ChallengePage => {
  const actionId = intent.action?.actionId ?? null
  const { merchantName } = ctx
  if (isWaiting(ctx, intent)) return { kind: 'question', merchantName, card: intent.card, money: intent }
  if (intent.challenge !== null) return { kind: 'answered', outcome: intent.challenge, actionId, returnUrl }
  return { kind: 'over', actionId, returnUrl }
}

const pageOfSetUp = ({ ctx, method, returnUrl }: Extract<Challenge, { method: unknown }>): ChallengePage => {
  const { merchantName } = ctx
  if (isWaitingForBuyer(ctx, method))
    return { kind: 'question', merchantName, card: method.card, money: null }
  const answered = outcomeOf(method)
  return answered
    ? { kind: 'answered', outcome: answered, actionId: null, returnUrl }
    : { kind: 'over', actionId: null, returnUrl }
}

/** What the buyer answered, seen from how the set-up ended; null when they did not. */
const outcomeOf = ({ status, failure }: PaymentMethod): ChallengeOutcome | null => {
  if (failure?.code === 'authentication_required') return 'failed'
  if (failure?.code === 'payment_action_expired' || status === 'pending' || status === 'removed') return null
  return 'completed'
}

const types = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8' } as const

/** The page's files, under names that change with their content. */
const serveFiles = (pages: FastifyInstance): PageFiles => {
  const serveFile = (kind: keyof typeof types, name = 'challenge'): string => {
    const content = readFileSync(join(import.meta.dirname, 'assets', `${name}.${kind}`))
    const digest = createHash('sha256').update(content).digest('hex').slice(0, 12)
    const path = `/challenge-assets/${name}-${digest}.${kind}`
    pages.get(path, (_request, reply) =>
      reply
        .header('Content-Type', types[kind])
        .header('Cache-Control', 'public, max-age=31536000, immutable')
        .header('X-Content-Type-Options', 'nosniff')
        .send(content),
    )
    return path
  }
  return { css: serveFile('css'), js: serveFile('js'), scriptJs: serveFile('js', 'challenge-script') }
}
