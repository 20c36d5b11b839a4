import type { Instant } from '../../platform/clock/clock.ts'
import type { EndpointSecrets } from '../../webhooks/endpoint.ts'
import type { NoticeType } from './notice.ts'

/** Source: contract, flowlix 8.1; the number as for Flint's endpoints. */
export const maxEndpoints = 16

/** Where the events of the environment's Flowlix payments go, in the third form's words. */
export type FlowlixEndpoint = {
  environmentId: string
  webhookEndpointId: string
  url: string
  /** Empty: every event. */
  enabledEvents: readonly NoticeType[]
  isEnabled: boolean
  description: string | null
  deletedAt: Instant | null
  createdAt: Instant
  updatedAt: Instant
}

export type SigningSecrets = EndpointSecrets

export const isActive = ({ isEnabled, deletedAt }: FlowlixEndpoint): boolean =>
  isEnabled && deletedAt === null
