import Fastify from 'fastify'

let script: Promise<string> | undefined

/**
 * The browser script of the API reference. Its package is four megabytes and is loaded by the first reader, not at
 * the start; the only way to its script is the route that it adds to an app, so it gets an app of its own.
 */
export const scalarScript = (): Promise<string> => {
  script ??= (async () => {
    const { default: scalar } = await import('@scalar/fastify-api-reference')
    const app = Fastify({ logger: false })
    await app.register(scalar, { routePrefix: '/reference', configuration: { url: '/v1/openapi.json' } })
    const { body } = await app.inject('/reference/js/scalar.js')
    await app.close()
    return body
  })()
  return script
}
