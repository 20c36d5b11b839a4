import type { Route } from '../../platform/http/route.ts'
import { getDeveloperEmailRoute } from './get-developer-email.ts'
import { listDeveloperEmailsRoute } from './list-developer-emails.ts'

/** In the order of the API reference. */
export const mailRoutes: Route[] = [listDeveloperEmailsRoute, getDeveloperEmailRoute]
