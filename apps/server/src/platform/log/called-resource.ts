import type { LoggedRoute } from './logged-call.ts'

/** What a call was about. */
export type CalledResource = { type: string; id: string }

/** Ids as they are sent, wrong ones too: whoever mistyped one looks for it. */
const idPattern = /^[a-z]+_[A-Za-z0-9]{1,64}$/
const createdPattern = /^\{"data":\{"([a-z_]+)_id":"([a-z]+_[0-9A-HJKMNP-TV-Z]{26})"/
const parameterPattern = /\{(\w+)_id\}/g

/**
 * Which path parameter of each route names what the call is about: the last one that has a path of its own directly under
 * `/v1` (so it is the payment of `/v1/orders/{order_id}/payment-intents/{payment_intent_id}`), else the first (the order of
 * `/v1/orders/{order_id}/line-items/{order_line_item_id}`).
 */
export const resourceParameters = (routes: readonly LoggedRoute[]): ReadonlyMap<LoggedRoute, string> => {
  const own = new Set(routes.flatMap(({ path }) => /^\/v1\/[a-z-]+\/\{(\w+)_id\}/.exec(path)?.[1] ?? []))
  return new Map(
    routes.flatMap((route): [LoggedRoute, string][] => {
      const names = [...route.path.matchAll(parameterPattern)].map((match) => match[1]!)
      const name = names.findLast((each) => own.has(each)) ?? names[0]
      return name === undefined || isAnyResource(name) ? [] : [[route, name]]
    }),
  )
}

/** A parameter that takes the id of anything says nothing about what it is. */
const isAnyResource = (name: string) => name === 'resource'

/** What was created, else what the path names, else nothing. */
export const calledResource = (
  parameters: ReadonlyMap<LoggedRoute, string>,
  call: {
    route: LoggedRoute
    params: Readonly<Record<string, string>>
    statusCode: number
    responseBody: string | null
  },
): CalledResource | null => {
  if (call.statusCode === 201 && call.responseBody !== null) {
    const [, type, id] = createdPattern.exec(call.responseBody) ?? []
    if (type !== undefined && type !== 'token') return { type, id: id! }
  }
  const type = parameters.get(call.route)
  const id = type === undefined ? undefined : call.params[`${type}_id`]
  return type !== undefined && id !== undefined && idPattern.test(id) ? { type, id } : null
}
