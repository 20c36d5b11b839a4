import { Agent, request } from 'node:http'
import { serveParent } from './child-process.ts'

/** The floor of deliveries: the same POSTs by a client that keeps its connections, and does nothing else. */
export type FloorPosts = {
  port: number
  endpoints: number
  /** Under way at a time, for each endpoint. */
  width: number
  posts: number
  headers: Record<string, string>
  body: string
}

serveParent<FloorPosts, { seconds: number }>(async ({ port, endpoints, width, posts, headers, body }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: endpoints * width })
  const post = (path: string) =>
    new Promise<void>((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port, path, method: 'POST', headers, agent }, (response) =>
        response.resume().on('end', resolve),
      )
      call.on('error', reject)
      call.end(body)
    })
  let left = posts
  const startedAt = performance.now()
  const work = async (endpoint: number) => {
    while (left-- > 0) await post(`/${endpoint}`)
  }
  await Promise.all(Array.from({ length: endpoints * width }, (_, index) => work(index % endpoints)))
  const seconds = (performance.now() - startedAt) / 1000
  agent.destroy()
  return { seconds }
})
