import type { Config } from '../platform/config/config.ts'
import { errorCatalogue } from '../platform/http/errors.ts'
import type { Route } from '../platform/http/route.ts'
import { errorCategoryOf } from './error-category.ts'
import { reproductionOf } from './reproduction.ts'
import type { DetailedCallLog, ReadCallLog, StoredCallLog } from './request-log.ts'

type Shown = { config: Pick<Config, 'publicUrl'>; mode: 'test' | 'live'; now: string }

/** What a code means is told by the catalogue when the log is read; only the code was kept. */
export const toFailedCall = ({ config }: Pick<Shown, 'config'>, errorCode: string | null) => {
  const definition = errorCode === null ? undefined : errorCatalogue.get(errorCode)
  return {
    error_category: definition ? errorCategoryOf(definition) : null,
    error_code: errorCode,
    error_summary: definition?.message ?? null,
    recommended_action: definition?.nextSteps ?? null,
    reference_url: definition ? `${config.publicUrl}/docs/errors#${definition.code}` : null,
    retryable: definition?.isRetryable ?? null,
  }
}

/** Source: contract, flint-platform 20.1. */
export const toRequestLog = (ctx: Pick<Shown, 'config'>, routes: readonly Route[], log: StoredCallLog) => ({
  api_request_log_id: log.apiRequestLogId,
  request_id: log.requestId,
  correlation_id: log.correlationId,
  http_method: log.method,
  path: log.path,
  route_pattern: log.routePattern,
  api_key_id: log.apiKeyId,
  user_id: log.userId,
  status_code: log.statusCode,
  latency_milliseconds: log.latencyMs,
  ...toFailedCall(ctx, log.errorCode),
  requested_api_version: log.requestedVersion,
  requested_api_version_source: log.requestedVersionSource,
  served_api_version: log.servedVersion,
  resource_type: log.resourceType,
  resource_id: log.resourceId,
  response_shape_metadata: shapeOf(routes, log),
  created_at: log.createdAt,
})

const authModeOf = ({ apiKeyId, userId }: StoredCallLog): string => {
  if (apiKeyId !== null) return 'api_key_or_partner'
  return userId === null ? 'checkout_session' : 'dashboard_session'
}

const shapeOf = (routes: readonly Route[], log: StoredCallLog) => {
  const route = routes.find((each) => each.method === log.method && each.path === log.routePattern)
  const shape = log.statusCode >= 400 ? 'error' : (route?.operationId ?? log.routePattern)
  const authMode = authModeOf(log)
  return {
    auth_mode: authMode,
    expansion_shapes: [...new Set(log.expandPaths.map((path) => path.slice(path.lastIndexOf('.') + 1)))],
    normalized_expand_paths: log.expandPaths,
    response_shape_key: [shape, log.servedVersion, authMode, ...log.expandPaths].join('|'),
  }
}

export const toRequestLogDetail = (ctx: Shown, routes: readonly Route[], log: ReadCallLog) => ({
  ...toRequestLog(ctx, routes, log),
  query_params: queryParamsOf(log),
  request_headers: log.details?.headers ?? {},
  request_body: shownBody(log.details?.requestBody, log.details?.isRequestCut),
  response_body: shownBody(log.details?.responseBody, log.details?.isResponseCut),
  response_content_type: log.details?.responseContentType ?? null,
  reproduction: {
    ...reproductionOf(ctx, log),
    query_params: queryParamsOf(log),
    body: shownBody(log.details?.requestBody, log.details?.isRequestCut),
  },
})

const queryParamsOf = ({ details }: DetailedCallLog) =>
  [...new URLSearchParams(details?.query ?? '')].map(([name, value]) => ({ name, value }))

const shownBody = (text = '', isCut = false): unknown => {
  if (text === '') return null
  if (isCut) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
