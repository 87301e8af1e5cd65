/** The code of the owner's link stands after its #, where no server and no log sees it: it is put into the form. */

const code = document.getElementById("code");
const given = location.hash.slice(1);

if (given) {
  history.replaceState(null, "", location.pathname); // it stays in no history
  code.value = given;
  document.getElementById("code-line").hidden = true;
}
document.querySelector("#code-line:not([hidden]) input, #name").focus();
