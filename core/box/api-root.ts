/**
 * The address that paths of Box's API are put behind.
 *
 * @param apiUrl Without `/2.0`; slashes at its end make no difference.
 */
export function apiRoot(apiUrl: string): string {
  // Looks behind, or a long run of slashes in the middle would be tried from each of them.
  return apiUrl.replace(/(?<!\/)\/+$/, '')
}
