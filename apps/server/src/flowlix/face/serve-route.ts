import type { FastifyReply, FastifyRequest } from 'fastify'
import { type CardPlace, expectNoCardNumber, hasCardNumber } from '../../platform/http/card-data.ts'
import { isStorable } from '../../platform/http/read-json.ts'
import type { HttpServices } from '../../platform/http/server.ts'
import { bodyCheck, queryCheck } from '../../platform/http/validation.ts'
import { serveIdempotently } from '../../platform/idempotency/serve-idempotently.ts'
import type { Profile } from '../flowlix-payment.ts'
import { flowlixRecordOf } from './begin-flowlix-call.ts'
import { refuseFlowlix } from './errors.ts'
import type { FlowlixCall, FlowlixRoute } from './flowlix-route.ts'
import { flowlixPolicy, idempotencyKeyOf } from './idempotency-policy.ts'
import { sendFlowlixAnswer, sendFlowlixFailure } from './send.ts'

/** Where each form has a card's number. */
const cardPlaces: Record<Profile, CardPlace> = {
  a: { path: 'card.number', name: '"card.number"' },
  b: { path: 'card.number', name: '"card.number"' },
  c: { path: 'payment_method_data.card.number', name: '"payment_method_data.card.number"' },
}
const nowhere: CardPlace = { path: '\0', name: '"card.number" of a direct payment' }

type Shapes = {
  checkBody: ((body: unknown) => void) | null
  checkQuery: ((query: Record<string, unknown>) => void) | null
}

/** A request's way behind `begin-flowlix-call.ts`: idempotency → shape of query and body → the route's verb → answer. */
export const serveFlowlixRoute = (services: HttpServices, route: FlowlixRoute) => {
  const shapes = new Map<Profile, Shapes>(
    route.profiles.map((profile) => [
      profile,
      {
        checkBody: route.body ? bodyCheck(route.body(profile)) : null,
        checkQuery: route.query ? queryCheck(route.query(profile)) : null,
      },
    ]),
  )

  const runIn = (call: FlowlixCall, shape: Shapes) => async () => {
    expectIds(call.params)
    checkQuery(call.query, shape)
    return route.run({ ...call, body: bodyOf(route, call, shape) })
  }

  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { profile, ctx } = flowlixRecordOf(request)!
    const call: FlowlixCall = {
      ctx: ctx!,
      profile,
      params: request.params as Record<string, string>,
      query: request.query as Record<string, string>,
      body: request.body,
    }
    const run = runIn(call, shapes.get(profile)!)
    const show = (result: unknown) => route.show(result, call)
    try {
      const isKeyed = route.method === 'POST' && idempotencyKeyOf(request) !== null
      if (!isKeyed) return sendFlowlixAnswer(services, request, reply, show(await run()))
      const served = await serveIdempotently(
        {
          ctx: call.ctx,
          request,
          reply,
          body: request.body,
          needsKey: false,
          isSensitive: route.isSensitive ?? false,
          run,
          show,
        },
        flowlixPolicy(profile, route),
      )
      return sendFlowlixAnswer(services, request, reply, {
        ...served,
        headers: { ...served.headers, ...(served.isReplay ? { 'Idempotency-Replayed': 'true' } : {}) },
      })
    } catch (error) {
      return sendFlowlixFailure(services, error, request, reply)
    }
  }
}

/** No id is empty, a card number, or no text. */
const expectIds = (params: Record<string, string>): void => {
  for (const id of Object.values(params))
    if (id === '' || !isStorable(id) || hasCardNumber(id)) throw refuseFlowlix('resource_not_found')
}

const checkQuery = (query: Record<string, unknown>, shape: Shapes): void => {
  for (const [name, value] of Object.entries(query))
    if (![value].flat().every((text) => isStorable(String(text))))
      throw refuseFlowlix('parameter_invalid', { param: name })
  shape.checkQuery?.(query)
}

/** What was sent, checked; nothing is the empty object, so that what it lacks is named. */
const bodyOf = (route: FlowlixRoute, { body = {}, profile }: FlowlixCall, { checkBody }: Shapes): unknown => {
  if (route.method === 'GET') return undefined
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw refuseFlowlix('invalid_json', { message: 'The body must be a JSON object.' })
  checkBody?.(body)
  expectNoCardNumber(body, undefined, route.takesCardDetails ? cardPlaces[profile] : nowhere)
  return body
}
