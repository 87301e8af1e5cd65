/** The address by which the server knows the article of a page. */

// What campaigns and networks hang on an address; none of it says which article is meant.
const TRACKING = /^(utm|mc|pk|mtm|hsa|vero|oly|_hs|_ga|_gl)(_|$)|(clk?id|braid)$|^(igshid|igsh|li_fat_id|s_cid|cmpid|ocid|ref_src|mkt_tok)$/i;

/** The page's canonical address where it is one of its own site's, else where it is, without fragment and tracking. */
export function canonicalOf(page) {
  const here = new URL(page.URL);
  const said = page.querySelector('link[rel~="canonical" i][href]')?.href;
  const url = URL.canParse(said) && new URL(said).origin === here.origin ? new URL(said) : here;
  url.hash = "";
  for (const name of [...url.searchParams.keys()]) if (TRACKING.test(name)) url.searchParams.delete(name);
  return url.href;
}
