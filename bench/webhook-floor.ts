import { Agent, request } from 'node:http'
import { serveParent } from './child-process.ts'

/** The floor of deliveries: the same POSTs by a client that keeps its connections, and does nothing else. */
export type FloorPosts = {
  /** One endpoint on each. */
  ports: readonly number[]
  /** Under way at a time, for each endpoint. */
  width: number
  posts: number
  headers: Record<string, string>
  body: string
}

serveParent<FloorPosts, { seconds: number }>(async ({ ports, width, posts, headers, body }) => {
  const agent = new Agent({ keepAlive: true, maxSockets: width })
  const post = (port: number) =>
    new Promise<void>((resolve, reject) => {
      const call = request(
        { host: '127.0.0.1', port, path: '/hooks', method: 'POST', headers, agent },
        (response) => response.resume().on('end', resolve),
      )
      call.on('error', reject)
      call.end(body)
    })
  let left = posts
  const startedAt = performance.now()
  const work = async (port: number) => {
    while (left-- > 0) await post(port)
  }
  await Promise.all(ports.flatMap((port) => Array.from({ length: width }, () => work(port))))
  const seconds = (performance.now() - startedAt) / 1000
  agent.destroy()
  return { seconds }
})
