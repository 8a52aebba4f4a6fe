package pdf
import ("testing";"os";"golang.org/x/net/html")
func TestZT(t *testing.T){
 if os.Getenv("ZZ")=="" {return}
 b,_:=os.ReadFile(os.Getenv("ZZ"))
 tree,_,_:=Read(b,Limits{})
 html.Render(os.Stdout,tree)
}
