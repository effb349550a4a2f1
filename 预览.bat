@echo off
chcp 65001 >nul
setlocal
set "CODE=0"
set "PYTHONUTF8=1"
set "NO_MKDOCS_2_WARNING=1"
set "VPY=.venv\Scripts\python.exe"
cd /d "%~dp0"
if errorlevel 1 set "CODE=12"
if %CODE%==12 echo 打不开本文件所在的文件夹。在网络共享盘上的，请先复制到本机磁盘，再双击。

rem 1. Find a Python that can run the site: the one in .venv, or the one installed on this computer
set "HAVE=0"
set "PY="
if exist "%VPY%" "%VPY%" -c "import pip" >nul 2>nul
if exist "%VPY%" if not errorlevel 1 set "HAVE=1"
if %HAVE%==0 py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if %HAVE%==0 if not errorlevel 1 set "PY=py -3"
if %HAVE%==0 if not defined PY python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if %HAVE%==0 if not defined PY if not errorlevel 1 set "PY=python"
if %CODE%==0 if %HAVE%==0 if not defined PY set "CODE=13"
if %CODE%==13 echo 没有找到 Python 3.11 或更新的版本。
if %CODE%==13 echo 请到 https://www.python.org/downloads/ 下载并安装，安装时勾选 Add python.exe to PATH，然后再双击本文件。

rem 2. Make .venv and install, the first time and whenever the locked versions have changed
if %CODE%==0 if %HAVE%==0 echo 第一次运行，正在准备环境……
if %CODE%==0 if %HAVE%==0 %PY% -m venv --clear .venv
if %CODE%==0 if %HAVE%==0 if errorlevel 1 set "CODE=14"
if %CODE%==14 echo 建不了虚拟环境 .venv。请检查磁盘空间，或关闭正在使用这个文件夹的程序，再试一次。
set "READY=0"
if exist .venv\installed.txt fc /b locks\runtime.txt .venv\installed.txt >nul 2>nul
if exist .venv\installed.txt if not errorlevel 1 set "READY=1"
if %HAVE%==0 set "READY=0"
if %CODE%==0 if %READY%==0 echo 正在安装所需的软件包（要联网，约一分钟）……
if %CODE%==0 if %READY%==0 "%VPY%" -m pip install --quiet --disable-pip-version-check --require-hashes -r locks\runtime.txt
if %CODE%==0 if %READY%==0 if errorlevel 1 set "CODE=15"
if %CODE%==0 if %READY%==0 "%VPY%" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
if %CODE%==0 if %READY%==0 if errorlevel 1 set "CODE=15"
if %CODE%==15 echo 软件包没有装好。请检查网络；单位有内部软件源的，先设好 pip 的 index-url，再双击本文件。
if %CODE%==0 if %READY%==0 copy /y locks\runtime.txt .venv\installed.txt >nul

rem 3. Serve on this computer only, rebuilt after each save, until the window is closed
if %CODE%==0 echo 正在启动预览，浏览器会自己打开 http://127.0.0.1:8000/ 。
if %CODE%==0 echo 改了 data 或 quizzes 里的文件，保存后页面会自己更新；数据有错误时，页面下方和窗口里都会写明在哪一行。
if %CODE%==0 echo 结束预览：按 Ctrl+C，或关掉这个窗口。
if %CODE%==0 "%VPY%" -m mingze serve
if %CODE%==0 if errorlevel 1 set "CODE=%errorlevel%"
echo.
if %CODE%==2 echo 预览没有启动，原因写在上面。8000 端口被别的程序占用的，关掉那个程序，再双击本文件。
pause
exit /b %CODE%
