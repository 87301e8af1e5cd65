/** The address by which the server knows the article of a page. */

// What campaigns and networks hang on an address; none of it says which article is meant.
const TRACKING = /^(utm_|mc_|pk_|mtm_|hsa_|vero_|_hs)|^(fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|li_fat_id|_ga|_gl|s_cid|cmpid|ocid|ref_src|mkt_tok|oly_enc_id|oly_anon_id)$/i;

/** The page's canonical address where it is one of its own site's, else where it is, without fragment and tracking. */
export function canonicalOf(page) {
  const here = new URL(page.URL);
  const said = page.querySelector('link[rel~="canonical" i][href]')?.href;
  const url = URL.canParse(said) && new URL(said).origin === here.origin ? new URL(said) : here;
  url.hash = "";
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  return url.href;
}
